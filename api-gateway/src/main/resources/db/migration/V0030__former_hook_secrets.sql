-- What deliveries may show for a while after a rotation; and whether GitLab is known to have the current secret.
alter table hook_secrets
    add column former_token  bytea,
    add column former_secret bytea,
    add column former_until  timestamptz,
    add column confirmed     boolean not null default true;
