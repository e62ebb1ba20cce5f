-- What flows leave for people to look at. Runs can be deleted without them, as in Prefect.
create table artifacts (
    id          uuid        primary key,
    workspace   text        not null,
    key         text,
    type        text,
    description text,
    data        jsonb,
    metadata_   jsonb,
    flow_run_id uuid,
    task_run_id uuid,
    created     timestamptz not null,
    updated     timestamptz not null
);
create index artifacts_key on artifacts (workspace, key, created) where key is not null;
create index artifacts_flow_run on artifacts (flow_run_id) where flow_run_id is not null;
create index artifacts_task_run on artifacts (task_run_id) where task_run_id is not null;

-- The newest artifact of each key.
create table artifact_collections (
    id        uuid        primary key,
    workspace text        not null,
    key       text        not null,
    latest_id uuid        not null,
    created   timestamptz not null,
    updated   timestamptz not null,
    unique (workspace, key)
);
create view latest_artifacts as
    select c.id, c.workspace, c.key, c.latest_id, a.type, a.description, a.data, a.metadata_, a.flow_run_id, a.task_run_id,
           c.created, greatest(c.updated, a.updated) as updated
    from artifact_collections c join artifacts a on a.id = c.latest_id;

create table saved_searches (
    id        uuid        primary key,
    workspace text        not null,
    name      text        not null,
    filters   jsonb       not null default '[]',
    created   timestamptz not null,
    updated   timestamptz not null,
    unique (workspace, name)
);
