-- What happened, in Prefect's format. One partition per day of occurrence, so that retention drops partitions; the default
-- partition takes what lies outside of the days made ahead.
create table events (
    id          uuid        not null,
    workspace   text        not null,
    occurred    timestamptz not null,
    received    timestamptz not null,
    event       text        not null,
    resource_id text        not null,
    resource    jsonb       not null,
    related     jsonb       not null,
    related_ids text[]      not null,
    payload     jsonb       not null,
    follows     uuid,
    primary key (id, occurred)
) partition by range (occurred);
create table events_default partition of events default;
create index events_time on events (workspace, occurred, id);
create index events_name on events (workspace, event text_pattern_ops, occurred);
create index events_resource on events (workspace, resource_id text_pattern_ops, occurred);
create index events_related on events using gin (related_ids);
