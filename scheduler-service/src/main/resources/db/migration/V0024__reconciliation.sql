-- What is held against the dispatcher's records.
create index flow_runs_dispatched on flow_runs (id) where dispatched;

-- Due runs that the dispatcher did not know and was told of again: how often, and when last.
create table repeated_dues (
    flow_run_id uuid        primary key references flow_runs on delete cascade,
    attempt     integer     not null,
    times       integer     not null,
    told_at     timestamptz not null
);
create index repeated_dues_told on repeated_dues (told_at);
