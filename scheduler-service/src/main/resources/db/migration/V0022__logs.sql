-- Log lines. One partition per day, as events; the time comes first in the key so that inserts go to the end of the index.
create table logs (
    id          uuid        not null,
    workspace   text        not null,
    timestamp   timestamptz not null,
    level       integer     not null,
    name        text        not null,
    message     text        not null,
    flow_run_id uuid,
    task_run_id uuid,
    primary key (timestamp, id)
) partition by range (timestamp);
create table logs_default partition of logs default;
create index logs_flow_run on logs (flow_run_id, timestamp, id);
create index logs_task_run on logs (task_run_id, timestamp) where task_run_id is not null;
