-- What retention asks for: the oldest that has ended.
create index flow_runs_ended on flow_runs (end_time)
    where state_type in ('COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED');
create index task_runs_ended on task_runs (end_time)
    where flow_run_id is null and state_type in ('COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED');
