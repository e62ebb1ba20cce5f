-- What is sent to running flows, as answers to a pause: value is the text that the sender wrote.
create table flow_run_inputs (
    id          uuid        primary key,
    workspace   text        not null,
    flow_run_id uuid        not null references flow_runs on delete cascade,
    key         text        not null,
    value       text        not null,
    sender      text,
    created     timestamptz not null,
    unique (flow_run_id, key)
);
