-- What users want to be done when something happens, or does not.
create table automations (
    id                 uuid        primary key,
    workspace          text        not null,
    name               text        not null,
    description        text        not null,
    enabled            boolean     not null,
    tags               text[]      not null,
    trigger            jsonb       not null,
    actions            jsonb       not null,
    actions_on_trigger jsonb       not null,
    actions_on_resolve jsonb       not null,
    created            timestamptz not null,
    updated            timestamptz not null
);
create index automations_name on automations (workspace, name);

-- What an automation belongs to, or acts on.
create table automation_resources (
    automation_id uuid    not null references automations (id) on delete cascade,
    resource_id   text    not null,
    is_owner      boolean not null,
    primary key (automation_id, resource_id)
);
create index automation_resources_resource on automation_resources (resource_id);

-- Counts changes of automations, so that replicas see whether what they have read is still true.
create table automation_generation (
    only_row   boolean primary key default true check (only_row),
    generation bigint  not null
);
insert into automation_generation (generation) values (0);

-- How many events an event trigger has seen within its window, for each value of what it distinguishes.
create table automation_buckets (
    trigger_id     uuid        not null,
    automation_id  uuid        not null references automations (id) on delete cascade,
    bucketing_key  text[]      not null,
    start_time     timestamptz not null,
    end_time       timestamptz not null,
    count          int         not null,
    last_event     jsonb,
    primary key (trigger_id, bucketing_key)
);
create index automation_buckets_automation on automation_buckets (automation_id);
create index automation_buckets_end on automation_buckets (end_time);

-- Firings of triggers within another trigger that waits for more of them.
create table automation_child_firings (
    parent_trigger_id uuid        not null,
    child_trigger_id  uuid        not null,
    automation_id     uuid        not null references automations (id) on delete cascade,
    firing            jsonb       not null,
    primary key (parent_trigger_id, child_trigger_id)
);
create index automation_child_firings_automation on automation_child_firings (automation_id);

-- When to look whether something that a proactive trigger expects is missing.
create table automation_watches (
    trigger_id    uuid        primary key,
    automation_id uuid        not null references automations (id) on delete cascade,
    next_look     timestamptz not null
);
create index automation_watches_automation on automation_watches (automation_id);
create index automation_watches_next on automation_watches (next_look);

-- Events that came before the one that they follow.
create table automation_followers (
    event_id  uuid        primary key,
    workspace text        not null,
    follows   uuid        not null,
    event     jsonb       not null,
    until     timestamptz not null
);

-- Actions to be carried out; gone when they were.
create table automation_actions (
    id            uuid        primary key,
    workspace     text        not null,
    automation_id uuid        not null,
    firing_id     uuid        not null,
    action_index  int         not null,
    triggered     jsonb       not null,
    attempt       int         not null,
    due           timestamptz not null,
    unique (firing_id, action_index)
);
create index automation_actions_due on automation_actions (due);
