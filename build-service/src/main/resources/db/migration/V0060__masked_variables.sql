-- Names of those variables that only credentials of push steps may use.
alter table projects add column masked_variables text[] not null default '{}';
