-- Images by what they are made of (a hash), so that the same is not built twice. Rows of images that are gone are deleted when
-- somebody asks for them.
create table known_images (
    workspace text        not null,
    project   text        not null,
    name      text        not null,
    key       text        not null,
    digest    text        not null,
    build_id  uuid        not null,
    commit    text        not null,
    used_at   timestamptz not null,
    primary key (workspace, project, name, key)
);

-- Which builds have an image, and of which commit builds are.
create index builds_by_image on builds using gin (images jsonb_path_ops);
create index builds_of_commit on builds (workspace, commit, queued_at desc);
