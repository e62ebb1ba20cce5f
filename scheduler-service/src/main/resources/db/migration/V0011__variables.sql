-- Named values that flows and deployments refer to; any JSON.
create table variables (
    id        uuid        primary key,
    workspace text        not null,
    name      text        not null,
    value     jsonb       not null,
    tags      text[]      not null default '{}',
    created   timestamptz not null,
    updated   timestamptz not null,
    unique (workspace, name)
);
