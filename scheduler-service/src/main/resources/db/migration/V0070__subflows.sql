-- housekeeping looks every few seconds for subflows that go on although the run that they belong to was cancelled
create index flow_runs_unfinished_subflows on flow_runs (parent_task_run_id)
    where parent_task_run_id is not null
        and state_type in ('SCHEDULED', 'PENDING', 'RUNNING', 'PAUSED', 'CANCELLING');
