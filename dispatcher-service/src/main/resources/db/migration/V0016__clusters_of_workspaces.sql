-- Clusters of two workspaces may have one name.
alter table clusters
    drop constraint clusters_name_key;
update dispatches set place_name = workspace || '/' || place_name
    where place_type = 'kubernetes'
      and exists (select 1 from clusters
                  where clusters.workspace = dispatches.workspace and clusters.name = dispatches.place_name);
