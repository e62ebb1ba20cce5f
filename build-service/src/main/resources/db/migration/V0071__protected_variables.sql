-- Names of those variables that only builds of protected branches and tags get.
alter table projects add column protected_variables text[] not null default '{}';
