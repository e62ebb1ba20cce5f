-- Facts to publish, in the order in which they were recorded.
create table outbox (
    seq          bigint generated always as identity primary key,
    id           uuid        not null unique,
    workspace    text        not null,
    topic        text        not null,
    key          text        not null,
    headers      jsonb       not null,
    payload      bytea       not null,
    recorded_at  timestamptz not null,
    published_at timestamptz
);
create index outbox_pending on outbox (seq) where published_at is null;
create index outbox_published on outbox (published_at) where published_at is not null;

-- Facts that were processed, so that a second delivery changes nothing.
create table inbox (
    source      text        not null,
    id          uuid        not null,
    consumer    text        not null,
    received_at timestamptz not null,
    primary key (source, id, consumer)
);
create index inbox_received on inbox (received_at);
