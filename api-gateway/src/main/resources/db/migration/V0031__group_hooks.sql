-- Hooks that report the pushes of a whole group of GitLab, or of all of it. Their secrets are hook_secrets of "groups/" and the name.
create table group_hooks (
    workspace text not null,
    name      text not null,
    url       text not null,
    primary key (workspace, name)
);

-- Whose pushes they are: host and path of the project's repository; null until the project is saved again.
alter table hook_secrets add column repository text;
create index hook_secrets_of_repository on hook_secrets (workspace, repository);
