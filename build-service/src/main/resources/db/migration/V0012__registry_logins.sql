-- How a registry is logged in to. Of a key that is exchanged, username is its id and password its secret.
alter table registries
    add column login      text not null default 'STATIC' check (login in ('STATIC', 'EXPIRING', 'ECR')),
    add column expires_at timestamptz,
    add column region     text,
    add column endpoint   text,
    add check ((login = 'EXPIRING') = (expires_at is not null)),
    add check ((login = 'ECR') = (region is not null));

-- What the newest exchange gave, sealed with the master key; all replicas use the same one.
create table exchanged_logins (
    workspace    text        not null,
    registry     text        not null,
    login        bytea       not null,
    exchanged_at timestamptz not null,
    expires_at   timestamptz not null,
    primary key (workspace, registry),
    foreign key (workspace, registry) references registries (workspace, name) on delete cascade
);
