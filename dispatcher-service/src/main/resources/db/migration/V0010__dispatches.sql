-- One row per attempt of a run. Rows are small and few beside the runs themselves; ended ones are pruned by age.
create table dispatches (
    workspace         text        not null,
    flow_run_id       uuid        not null,
    attempt           integer     not null check (attempt > 0),
    state             text        not null,
    request           jsonb       not null,
    correlation_id    text,
    causation_id      uuid,
    recorded_at       timestamptz not null,

    -- who works on it until when, and when it may be tried again
    lease_owner       uuid,
    lease_until       timestamptz,
    tries             integer     not null default 0,
    next_try_at       timestamptz not null,
    failing_since     timestamptz,

    infrastructure_id text,
    container_id      text,
    container_name    text,
    image             text,
    created_at        timestamptz,
    started_at        timestamptz,

    stop_reason       text,
    stop_not_before   timestamptz,
    stop_sent_at      timestamptz,

    ended_at          timestamptz,
    end_reason        text,
    exit_code         integer,
    message           text,
    removed_at        timestamptz,
    primary key (workspace, flow_run_id, attempt)
);
create index dispatches_launchable on dispatches (next_try_at) where state in ('RECORDED', 'CREATING');
create index dispatches_watched on dispatches (container_id) where state in ('CREATED', 'RUNNING');
create index dispatches_unremoved on dispatches (ended_at) where container_id is not null and removed_at is null;
create index dispatches_ended on dispatches (ended_at) where ended_at is not null;

-- Tells this database's containers from those of another installation on the same engine.
create table installation (
    id uuid primary key
);
insert into installation (id) values (gen_random_uuid());
