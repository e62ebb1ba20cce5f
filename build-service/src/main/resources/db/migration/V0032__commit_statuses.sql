-- What GitLab is to be told of a build, in the order of seq per commit. It has those with told_at, unless outcome says why not.
create table commit_statuses (
    seq         bigint generated always as identity primary key,
    workspace   text        not null,
    project     text        not null,
    build_id    uuid        not null,
    commit      text        not null,
    ref         text        not null,
    name        text        not null,
    state       text        not null,
    description text        not null,
    attempts    int         not null default 0,
    created_at  timestamptz not null,
    next_at     timestamptz not null,
    lease_until timestamptz,
    told_at     timestamptz,
    outcome     text,
    unique (build_id, name, state)
);
create index commit_statuses_waiting on commit_statuses (seq) where told_at is null;
create index commit_statuses_of_commit on commit_statuses (workspace, project, commit, seq) where told_at is null;
create index commit_statuses_of_ref on commit_statuses (workspace, project, ref, name, state);
create index commit_statuses_old on commit_statuses (created_at);
