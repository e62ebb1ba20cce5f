-- Processes that listen for background tasks, each by a socket of a gateway.
create table task_workers (
    session   uuid        primary key,
    workspace text        not null,
    client_id text        not null,
    task_keys text[]      not null,
    seen      timestamptz not null
);
create index task_workers_workspace on task_workers (workspace, seen);

-- Which background task was handed to whom. It is theirs until held_until, and only as long as it is in the state in which it
-- was handed out; acknowledged: the process has it and will begin when it has room.
create table task_offers (
    task_run_id  uuid        primary key references task_runs on delete cascade,
    workspace    text        not null,
    state_id     uuid        not null,
    session      uuid        not null,
    client_id    text        not null,
    acknowledged boolean     not null default false,
    held_until   timestamptz not null
);
create index task_offers_workspace on task_offers (workspace);

-- The queue is what task runs say themselves.
create index task_runs_waiting on task_runs (workspace, task_key, next_scheduled_start_time)
    where state_type = 'SCHEDULED' and state -> 'state_details' -> 'deferred' = 'true'::jsonb;
