-- What a project's webhooks must show; encrypted, never read back by the API.
create table hook_secrets (
    workspace      text        not null,
    project        text        not null,
    webhook_token  bytea,
    signing_secret bytea,
    updated_at     timestamptz not null,
    primary key (workspace, project),
    check (webhook_token is not null or signing_secret is not null)
);

-- What was accepted, per ref in order: tells a second delivery of a push from a ref that came back to where it was.
create table pushes (
    seq           bigint generated always as identity primary key,
    workspace     text        not null,
    project       text        not null,
    push_id       uuid        not null unique,
    ref           text        not null,
    before_commit text        not null,
    after_commit  text        not null,
    received_at   timestamptz not null
);
create index pushes_of_ref on pushes (workspace, project, ref, before_commit, after_commit, seq desc);
create index pushes_returning on pushes (workspace, project, ref, after_commit, seq desc);
