-- The version of another deployment that this one was told to run.
alter table deployment_versions
    add column promoted_deployment text,
    add column promoted_number     integer;
