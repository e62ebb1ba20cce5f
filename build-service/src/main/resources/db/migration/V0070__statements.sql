-- Keys that statements about images are signed with. The private half (sealed) of a retired key is gone, its public half stays.
create table signing_keys (
    id          text        primary key,
    public_key  text        not null,
    private_key bytea,
    created_at  timestamptz not null,
    retired_at  timestamptz
);
create unique index one_current_signing_key on signing_keys ((true)) where retired_at is null;

-- What each image was built of, as signed.
create table statements (
    workspace text        not null,
    digest    text        not null,
    build_id  uuid        not null,
    key_id    text        not null references signing_keys,
    payload   bytea       not null,
    signature bytea       not null,
    signed_at timestamptz not null,
    primary key (workspace, digest)
);

-- Images of before have no statement: they are built once more.
delete from known_images;
