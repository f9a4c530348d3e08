#!/bin/sh
# Creates the secrets that compose.yaml reads, in deploy/secrets/, unless they are there.
set -eu
cd "$(dirname "$0")"
if [ -e secrets ]; then
  echo "deploy/secrets exists. Nothing was done." >&2
  exit 1
fi
umask 077
mkdir secrets
random() { openssl rand -hex 32; }
owner=$(random)
service=$(random)
printf %s "$owner" >secrets/owner_password
printf %s "$service" >secrets/service_password
printf %s "postgresql://pts_owner:$owner@postgresql:5432/pts" >secrets/owner_database_url
printf %s "postgresql://pts_service:$service@postgresql:5432/pts" >secrets/database_url
for name in nextauth_secret metrics_token backup_passphrase; do random >"secrets/$name"; done
# Container users read them through a mount of their own; the folder is closed to other users of this machine.
chmod 444 secrets/*
echo "Created deploy/secrets. Keep a copy of backup_passphrase elsewhere: without it no backup can be restored."
