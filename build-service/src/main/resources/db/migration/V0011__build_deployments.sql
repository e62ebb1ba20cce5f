-- What the scheduler made of the deployments of a build.
create table build_deployments (
    build_id uuid        not null,
    name     text        not null,
    outcome  text        not null,
    message  text,
    at       timestamptz not null,
    primary key (build_id, name)
);
