-- Private registries. The password is sealed with the master key.
create table registries (
    workspace  text        not null,
    name       text        not null,
    address    text        not null,
    username   text        not null,
    password   bytea       not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace, name)
);

-- Projects: a repository, the registry of its images, its variables. Token and variables are sealed with the master key.
create table projects (
    workspace      text        not null,
    slug           text        not null,
    git_url        text        not null,
    git_username   text,
    git_token      bytea,
    default_branch text        not null,
    registry       text        not null,
    variables      bytea       not null,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    primary key (workspace, slug),
    foreign key (workspace, registry) references registries (workspace, name)
);

-- One row per ref: its lock orders the pushes, its counter numbers them.
create table refs (
    workspace  text   not null,
    project    text   not null,
    ref        text   not null,
    generation bigint not null,
    primary key (workspace, project, ref)
);

-- Every push that was told to us, also those that are not built.
create table pushes (
    workspace   text        not null,
    id          uuid        not null,
    project     text        not null,
    ref         text        not null,
    before      text        not null,
    after       text        not null,
    generation  bigint      not null,
    outcome     text        not null,
    build_id    uuid,
    received_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (workspace, id)
);
create index pushes_by_step on pushes (workspace, project, ref, before, after);
create index pushes_of_ref on pushes (workspace, project, ref, generation desc);
create index pushes_recent on pushes (workspace, recorded_at desc);

create table builds (
    workspace      text        not null,
    id             uuid        primary key,
    push_id        uuid        not null,
    project        text        not null,
    ref            text        not null,
    commit         text        not null,
    push           jsonb       not null,
    generation     bigint      not null,
    state          text        not null,
    stage          text,
    message        text,
    images         jsonb       not null,
    stages         jsonb       not null,
    attempt        int         not null,
    lease_owner    uuid,
    lease_until    timestamptz,
    correlation_id text,
    causation_id   uuid,
    queued_at      timestamptz not null,
    started_at     timestamptz,
    finished_at    timestamptz
);
create index builds_open on builds (queued_at) where state in ('QUEUED', 'RUNNING');
create index builds_of_ref on builds (workspace, project, ref, generation desc);
create index builds_recent on builds (workspace, queued_at desc);

-- What the stages printed. Partitions by day; dropping one is the retention.
create table build_log (
    workspace text        not null,
    build_id  uuid        not null,
    seq       bigint      not null,
    at        timestamptz not null,
    stage     text        not null,
    text      text        not null,
    primary key (build_id, seq, at)
) partition by range (at);
