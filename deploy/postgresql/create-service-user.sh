#!/bin/bash
# Runs once, in a new database: creates the user with which the service connects. `pts migrate --grant` gives it its
# permissions.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set password="$(cat /run/secrets/service_password)" <<'SQL'
CREATE ROLE pts_application NOLOGIN;
CREATE ROLE pts_service LOGIN PASSWORD :'password' IN ROLE pts_application;
SQL
