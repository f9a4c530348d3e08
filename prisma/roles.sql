-- The permissions of the service on PostgreSQL. Run this as the owner of the tables, once and again after every upgrade:
--   psql "$OWNER_DATABASE_URL" --single-transaction --file prisma/roles.sql
-- Then grant them to the user of the service: GRANT pts_application TO <user>;
-- Append-only tables are protected twice: by triggers for every role, and by these permissions for the service.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pts_application') THEN
    CREATE ROLE pts_application NOLOGIN;
  END IF;
END;
$$;

GRANT USAGE ON SCHEMA public TO pts_application;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO pts_application;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO pts_application;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO pts_application;

-- The queue: the service writes jobs, but only migrations create queues.
GRANT USAGE ON SCHEMA pts_jobs TO pts_application;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pts_jobs TO pts_application;
REVOKE INSERT, UPDATE, DELETE ON pts_jobs.version, pts_jobs.queue FROM pts_application;

REVOKE UPDATE, DELETE, TRUNCATE
  ON performance_logs, audit_log, scoring_policies, aggregate_releases, aggregate_release_parts,
    seals, seal_checkpoints, seal_expirations
  FROM pts_application;
-- Triggers write these, as their owner.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON assignment_changes, actors FROM pts_application;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON _prisma_migrations FROM pts_application;

-- The settings of the service's sessions, which a direct connection sets itself. Through PgBouncer they come from the
-- user: after each GRANT of pts_application, run this again.
DO $$
DECLARE
  member name;
  setting text[];
BEGIN
  FOR member IN
    SELECT users.rolname FROM pg_auth_members AS granted JOIN pg_roles AS users ON users.oid = granted.member
    WHERE granted.roleid = 'pts_application'::regrole AND users.rolcanlogin
  LOOP
    FOREACH setting SLICE 1 IN ARRAY ARRAY[
      ['timezone', 'UTC'],
      ['statement_timeout', '30s'],
      ['lock_timeout', '10s'],
      ['idle_in_transaction_session_timeout', '30s'],
      ['jit', 'off'],
      ['plan_cache_mode', 'force_custom_plan']
    ] LOOP
      EXECUTE format('ALTER ROLE %I SET %I TO %L', member, setting[1], setting[2]);
    END LOOP;
  END LOOP;
END;
$$;
