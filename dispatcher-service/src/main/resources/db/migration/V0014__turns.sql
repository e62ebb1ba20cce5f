-- Whose turn it is to do what one replica does for all.
create table turns (
    work    text        primary key,
    owner   uuid        not null,
    ends_at timestamptz not null
);
