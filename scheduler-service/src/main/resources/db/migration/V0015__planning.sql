-- plan_again_at: when more runs of the schedule are to be planned; a schedule whose planned_until is null is planned at once
alter table deployment_schedules add column plan_again_at timestamptz;
create index deployment_schedules_plan on deployment_schedules (plan_again_at) where active;
create index concurrency_leases_holder on concurrency_leases (holder_id);
