-- What a deployment was, each time that it was registered with something new. Kept when the deployment is removed: whoever
-- asks where an old run came from still finds it. definition: a request that registers it again.
create table deployment_versions (
    workspace       text        not null,
    deployment_id   uuid        not null,
    number          integer     not null,
    flow_name       text        not null,
    deployment_name text        not null,
    definition      jsonb       not null,
    build_id        uuid,
    project         text,
    ref             text,
    commit          text,
    image           text,
    rollback_of     integer,
    correlation_id  text,
    created         timestamptz not null,
    primary key (deployment_id, number)
);
create index deployment_versions_of_build on deployment_versions (build_id);
create index deployment_versions_of_commit on deployment_versions (workspace, commit);
create index deployment_versions_of_image on deployment_versions (workspace, image);

-- Deployments that exist already have a first version, which is what they are.
insert into deployment_versions
    (workspace, deployment_id, number, flow_name, deployment_name, definition, build_id, image, created)
select d.workspace, d.id, 1, f.name, d.name,
       jsonb_build_object(
           'version', d.version, 'description', d.description, 'tags', to_jsonb(d.tags), 'parameters', d.parameters,
           'parameter_openapi_schema', d.parameter_openapi_schema,
           'enforce_parameter_schema', d.enforce_parameter_schema, 'work_pool_name', p.name,
           'work_queue_name', q.name, 'job_variables', d.job_variables, 'pull_steps', d.pull_steps, 'path', d.path,
           'entrypoint', d.entrypoint, 'storage_document_id', d.storage_document_id,
           'infrastructure_document_id', d.infrastructure_document_id, 'concurrency_limit', d.concurrency_limit,
           'concurrency_options', jsonb_build_object(
               'collision_strategy', d.collision_strategy, 'grace_period_seconds', d.grace_period_seconds),
           'schedules', coalesce((
               select jsonb_agg(jsonb_build_object(
                          'slug', s.slug, 'schedule', s.schedule, 'active', s.active,
                          'max_scheduled_runs', s.max_scheduled_runs, 'parameters', s.parameters)
                          order by s.identity)
               from deployment_schedules s where s.deployment_id = d.id), '[]')),
       d.build_id, d.job_variables ->> 'image', d.updated
from deployments d
join flows f on f.id = d.flow_id
left join work_queues q on q.id = d.work_queue_id
left join work_pools p on p.id = q.work_pool_id;
