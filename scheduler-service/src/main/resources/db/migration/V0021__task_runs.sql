-- Task runs as their clients report them. Not partitioned: PostgreSQL can't keep the natural key across partitions of time.
-- state: the current one as Prefect's State object
create table task_runs (
    id                        uuid             primary key,
    workspace                 text             not null,
    flow_run_id               uuid             references flow_runs on delete cascade,
    task_key                  text             not null,
    dynamic_key               text             not null,
    name                      text             not null,
    cache_key                 text,
    cache_expiration          timestamptz,
    task_version              text,
    empirical_policy          jsonb            not null default '{}',
    tags                      text[]           not null default '{}',
    labels                    jsonb            not null default '{}',
    task_inputs               jsonb            not null default '{}',
    state_id                  uuid,
    state_type                text,
    state_name                text,
    state_timestamp           timestamptz,
    state                     jsonb,
    run_count                 integer          not null default 0,
    flow_run_run_count        integer          not null default 0,
    expected_start_time       timestamptz,
    next_scheduled_start_time timestamptz,
    start_time                timestamptz,
    end_time                  timestamptz,
    total_run_time            double precision not null default 0,
    created                   timestamptz      not null,
    updated                   timestamptz      not null,
    unique (flow_run_id, task_key, dynamic_key)
);
create index task_runs_expected on task_runs (workspace, expected_start_time);
create index task_runs_state on task_runs (workspace, state_type, state_name);

create table task_run_states (
    id            uuid        primary key,
    workspace     text        not null,
    task_run_id   uuid        not null references task_runs on delete cascade,
    type          text        not null,
    name          text        not null,
    timestamp     timestamptz not null,
    message       text,
    state_details jsonb       not null default '{}',
    data          jsonb
);
create index task_run_states_run on task_run_states (task_run_id, timestamp);
