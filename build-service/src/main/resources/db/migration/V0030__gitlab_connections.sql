-- What was found when a project and its GitLab were looked at last; no secret among it.
create table gitlab_connections (
    workspace        text        not null,
    project          text        not null,
    state            text        not null,
    findings         jsonb       not null,
    gitlab_id        bigint,
    web_url          text,
    default_branch   text,
    hook_id          bigint,
    token_expires_at date,
    checked_at       timestamptz not null,
    primary key (workspace, project),
    foreign key (workspace, project) references projects (workspace, slug) on delete cascade
);
