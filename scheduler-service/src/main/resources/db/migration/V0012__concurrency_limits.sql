-- Limits that flows and tasks ask for by name. What is in use is counted from the leases, but for limits that decay:
-- those hold a level that falls with time, and no lease gives back.
create table concurrency_limits (
    id                    uuid             primary key,
    workspace             text             not null,
    name                  text             not null,
    slot_limit            integer          not null check (slot_limit >= 0),
    active                boolean          not null default true,
    slot_decay_per_second double precision not null default 0,
    level                 double precision not null default 0,
    level_at              timestamptz      not null,
    created               timestamptz      not null,
    updated               timestamptz      not null,
    unique (workspace, name)
);

-- One lease can hold slots of several limits: its rows share this id.
alter table concurrency_leases add column lease_id uuid;
create index concurrency_leases_lease on concurrency_leases (lease_id) where lease_id is not null;
