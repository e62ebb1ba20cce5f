-- dispatched: the run was claimed for the dispatcher, and the process of its newest attempt has not been let go since
-- infrastructure_retries: attempts that replaced one whose infrastructure failed
-- interrupted_runs: how many of those had entered Running, which must not count as a retry of the flow
alter table flow_runs
    add column dispatched boolean not null default false,
    add column infrastructure_retries integer not null default 0,
    add column interrupted_runs integer not null default 0;
update flow_runs set dispatched = true
    where attempt > 0 and (state_type in ('PENDING', 'RUNNING', 'CANCELLING')
        or (state_type = 'PAUSED' and not coalesce((state -> 'state_details' ->> 'pause_reschedule')::boolean, false))
        or (state_type = 'SCHEDULED' and state_name = 'AwaitingRetry' and empirical_policy ->> 'retry_type' = 'in_process'));
