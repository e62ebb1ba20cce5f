-- Where the attempt's container is; null until it is made.
alter table dispatches
    add column place_type text,
    add column place_name text;
update dispatches set place_type = 'docker', place_name = 'engine' where container_id is not null;

drop index dispatches_unremoved;
create index dispatches_unremoved on dispatches (place_type, place_name, ended_at)
    where container_id is not null and removed_at is null;
