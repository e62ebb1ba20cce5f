-- The clusters that users added. The one that the configuration names is not here.
create table clusters (
    workspace  text        not null,
    name       text        not null unique,
    access     text        not null check (access in ('IN_CLUSTER', 'KUBECONFIG', 'TOKEN')),
    -- for people; null is the cluster that the dispatcher runs in
    server     text,
    -- sealed with the master key; null if the access needs none
    credential bytea,
    namespaces text[]      not null check (cardinality(namespaces) > 0),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace, name),
    check ((access = 'IN_CLUSTER') = (credential is null))
);
