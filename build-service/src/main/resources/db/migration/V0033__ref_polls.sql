-- What was seen when the refs of a project were looked at last, and whose turn is next.
create table ref_polls (
    workspace   text        not null,
    project     text        not null,
    next_at     timestamptz not null,
    lease_until timestamptz,
    polled_at   timestamptz,
    failure     text,
    failures    int         not null default 0,
    caught_up   bigint      not null default 0,
    refs        jsonb,
    primary key (workspace, project),
    foreign key (workspace, project) references projects (workspace, slug) on delete cascade
);
create index ref_polls_next on ref_polls (next_at);
