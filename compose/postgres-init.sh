#!/bin/bash
# One schema and one role per service; no role can read another's schema.
set -euo pipefail
role() {
    psql -v ON_ERROR_STOP=1 -v role="slipway_$1" -v schema="$1" -v password="$2" --dbname slipway --username "$POSTGRES_USER" <<'SQL'
create role :"role" login password :'password';
create schema :"schema" authorization :"role";
alter role :"role" set search_path = :"schema";
SQL
}
role gateway "$SLIPWAY_GATEWAY_DATABASE_PASSWORD"
role builder "$SLIPWAY_BUILDER_DATABASE_PASSWORD"
role scheduler "$SLIPWAY_SCHEDULER_DATABASE_PASSWORD"
role dispatcher "$SLIPWAY_DISPATCHER_DATABASE_PASSWORD"
psql -v ON_ERROR_STOP=1 --dbname slipway --username "$POSTGRES_USER" -c 'revoke create on schema public from public'
