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
    seals, seal_checkpoints
  FROM pts_application;
-- Triggers write these, as their owner.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON assignment_changes, actors FROM pts_application;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON _prisma_migrations FROM pts_application;
