-- What runs (flows, deployments), where (work pools, queues), when (schedules) and what became of it (runs, states).

create table flows (
    id        uuid        primary key,
    workspace text        not null,
    name      text        not null,
    tags      text[]      not null default '{}',
    labels    jsonb       not null default '{}',
    created   timestamptz not null,
    updated   timestamptz not null,
    unique (workspace, name)
);

create table work_pools (
    id                    uuid        primary key,
    workspace             text        not null,
    name                  text        not null,
    description           text,
    type                  text        not null,
    base_job_template     jsonb       not null default '{}',
    is_paused             boolean     not null default false,
    concurrency_limit     integer,
    storage_configuration jsonb       not null default '{}',
    default_queue_id      uuid        not null,
    created               timestamptz not null,
    updated               timestamptz not null,
    unique (workspace, name)
);

create table work_queues (
    id                uuid        primary key,
    workspace         text        not null,
    work_pool_id      uuid        not null references work_pools on delete cascade,
    name              text        not null,
    description       text,
    is_paused         boolean     not null default false,
    concurrency_limit integer,
    priority          integer     not null default 1,
    last_polled       timestamptz,
    created           timestamptz not null,
    updated           timestamptz not null,
    unique (work_pool_id, name)
);

create table workers (
    id                         uuid             primary key,
    workspace                  text             not null,
    work_pool_id               uuid             not null references work_pools on delete cascade,
    name                       text             not null,
    last_heartbeat_time        timestamptz      not null,
    heartbeat_interval_seconds double precision,
    created                    timestamptz      not null,
    updated                    timestamptz      not null,
    unique (work_pool_id, name)
);

create table deployments (
    id                          uuid        primary key,
    workspace                   text        not null,
    flow_id                     uuid        not null references flows on delete cascade,
    name                        text        not null,
    version                     text,
    description                 text,
    paused                      boolean     not null default false,
    tags                        text[]      not null default '{}',
    labels                      jsonb       not null default '{}',
    parameters                  jsonb       not null default '{}',
    parameter_openapi_schema    jsonb       not null default '{}',
    enforce_parameter_schema    boolean     not null default true,
    work_queue_id               uuid        references work_queues on delete set null,
    job_variables               jsonb       not null default '{}',
    pull_steps                  jsonb,
    path                        text,
    entrypoint                  text,
    storage_document_id         uuid,
    infrastructure_document_id  uuid,
    concurrency_limit           integer,
    collision_strategy          text        not null default 'ENQUEUE',
    grace_period_seconds        integer,
    build_id                    uuid,
    created_by                  jsonb,
    updated_by                  jsonb,
    created                     timestamptz not null,
    updated                     timestamptz not null,
    unique (workspace, flow_id, name)
);

-- identity: the slug, or a hash of the schedule where the user gave none; part of the slot's key (design 4.1)
-- planned_until: slots up to here have their runs; null means that planning starts afresh
create table deployment_schedules (
    id                 uuid        primary key,
    workspace          text        not null,
    deployment_id      uuid        not null references deployments on delete cascade,
    slug               text,
    identity           text        not null,
    schedule           jsonb       not null,
    active             boolean     not null default true,
    max_scheduled_runs integer,
    parameters         jsonb       not null default '{}',
    planned_until      timestamptz,
    created            timestamptz not null,
    updated            timestamptz not null,
    unique (deployment_id, identity)
);

-- The newest build of each ref whose deployments were registered: older generations are fenced off.
create table registrations (
    workspace     text        not null,
    project       text        not null,
    ref           text        not null,
    generation    bigint      not null,
    build_id      uuid        not null,
    registered_at timestamptz not null,
    primary key (workspace, project, ref)
);

-- attempt: dispatch attempts so far, see contracts RunDue; state: the current one as Prefect's State object
create table flow_runs (
    id                          uuid             primary key,
    workspace                   text             not null,
    flow_id                     uuid             not null references flows on delete cascade,
    deployment_id               uuid             references deployments on delete set null,
    deployment_version          text,
    work_queue_id               uuid             references work_queues on delete set null,
    name                        text             not null,
    flow_version                text,
    parameters                  jsonb            not null default '{}',
    context                     jsonb            not null default '{}',
    empirical_policy            jsonb            not null default '{}',
    tags                        text[]           not null default '{}',
    labels                      jsonb            not null default '{}',
    idempotency_key             text,
    parent_task_run_id          uuid,
    auto_scheduled              boolean          not null default false,
    schedule_id                 uuid,
    infrastructure_pid          text,
    infrastructure_document_id  uuid,
    job_variables               jsonb,
    created_by                  jsonb,
    state_id                    uuid,
    state_type                  text,
    state_name                  text,
    state_timestamp             timestamptz,
    state                       jsonb,
    run_count                   integer          not null default 0,
    expected_start_time         timestamptz,
    next_scheduled_start_time   timestamptz,
    start_time                  timestamptz,
    end_time                    timestamptz,
    total_run_time              double precision not null default 0,
    attempt                     integer          not null default 0,
    correlation_id              text,
    created                     timestamptz      not null,
    updated                     timestamptz      not null,
    unique (workspace, flow_id, idempotency_key)
);
create index flow_runs_due on flow_runs (work_queue_id, next_scheduled_start_time) where state_type = 'SCHEDULED';
create index flow_runs_late on flow_runs (next_scheduled_start_time) where state_type = 'SCHEDULED';
create index flow_runs_active on flow_runs (state_type, state_timestamp)
    where state_type in ('PENDING', 'RUNNING', 'CANCELLING', 'PAUSED');
create index flow_runs_deployment on flow_runs (deployment_id, state_type);
create index flow_runs_schedule on flow_runs (schedule_id) where auto_scheduled and state_type = 'SCHEDULED';
create index flow_runs_expected on flow_runs (workspace, expected_start_time);
create index flow_runs_parent on flow_runs (parent_task_run_id) where parent_task_run_id is not null;

create table flow_run_states (
    id            uuid        primary key,
    workspace     text        not null,
    flow_run_id   uuid        not null references flow_runs on delete cascade,
    type          text        not null,
    name          text        not null,
    timestamp     timestamptz not null,
    message       text,
    state_details jsonb       not null default '{}',
    data          jsonb
);
create index flow_run_states_run on flow_run_states (flow_run_id, timestamp);

-- limit_name: as "deployment:<id>"; slots in use are counted from these rows, never from a counter (design 4.10)
create table concurrency_leases (
    id         uuid        primary key,
    workspace  text        not null,
    limit_name text        not null,
    holder_id  uuid        not null,
    slots      integer     not null default 1,
    expires_at timestamptz not null,
    created    timestamptz not null
);
create index concurrency_leases_limit on concurrency_leases (workspace, limit_name);
create index concurrency_leases_expiry on concurrency_leases (expires_at);
