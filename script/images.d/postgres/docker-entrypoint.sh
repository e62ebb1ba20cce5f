#!/bin/bash
# As the official image: POSTGRES_PASSWORD, POSTGRES_USER, POSTGRES_DB, PGDATA, and scripts in /docker-entrypoint-initdb.d.
set -euo pipefail

export PATH=/usr/lib/postgresql/18/bin:$PATH POSTGRES_USER=${POSTGRES_USER:-postgres} LC_ALL=C.UTF-8
POSTGRES_DB=${POSTGRES_DB:-$POSTGRES_USER}
sockets=/var/run/postgresql

initialize() {
    mkdir -p "$PGDATA"
    initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") --encoding=UTF8 --locale=C.UTF-8 \
        --auth-local=trust --auth-host=scram-sha-256
    echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
    pg_ctl -D "$PGDATA" -w -o "-c listen_addresses='' -c unix_socket_directories=$sockets" start
    export PGHOST=$sockets PGUSER=$POSTGRES_USER
    [ "$POSTGRES_DB" = postgres ] || psql -v ON_ERROR_STOP=1 --dbname postgres -c "create database \"$POSTGRES_DB\""
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
            *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
            *.sql) psql -v ON_ERROR_STOP=1 --dbname "$POSTGRES_DB" -f "$file" ;;
        esac
    done
    unset PGHOST PGUSER
    pg_ctl -D "$PGDATA" -m fast -w stop
}

[ "${1:0:1}" != - ] || set -- postgres "$@"
[ -s "$PGDATA/PG_VERSION" ] || initialize
exec "$@" -D "$PGDATA" -c listen_addresses='*' -c unix_socket_directories="$sockets"
