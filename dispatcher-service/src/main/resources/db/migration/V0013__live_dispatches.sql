-- What is held against the scheduler's runs.
create index dispatches_live on dispatches (workspace, flow_run_id, attempt)
    where state in ('RECORDED', 'CREATING', 'CREATED', 'RUNNING') and stop_reason is null;
