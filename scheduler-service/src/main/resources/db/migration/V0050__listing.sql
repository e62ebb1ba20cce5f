-- The newest runs first, with those that have no time at the end: a scan of an ascending index can't give that order, so each
-- page sorted all runs.
drop index flow_runs_expected;
create index flow_runs_expected on flow_runs (workspace, expected_start_time desc nulls last, id desc);

-- What is active in a queue, which each poll counts.
create index flow_runs_active_in_queue on flow_runs (work_queue_id) where state_type in ('PENDING', 'RUNNING');
