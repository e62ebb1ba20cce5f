-- Who paused a deployment when a ref was deleted: {project, ref, was_paused, at}. Gone as soon as somebody lets it run again.
alter table deployments add column retired jsonb;

-- Another ref that had registered the deployment before this version took it over.
alter table deployment_versions
    add column took_over_project text,
    add column took_over_ref     text;
create index deployment_versions_of_ref on deployment_versions (workspace, project, ref);
