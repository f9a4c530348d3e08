-- The queue of pg-boss 10.4.2 (version 24 of its schema), as `PgBoss.getConstructionPlans("pts_jobs")` gives it, in a schema
-- of its own. It stands here, not in pg-boss's own start, so that a job can be sent before any worker was ever started, and
-- the application's role needs no right to create tables.
CREATE SCHEMA pts_jobs
  ;

CREATE TYPE pts_jobs.job_state AS ENUM (
  'created',
  'retry',
  'active',
  'completed',
  'cancelled',
  'failed'
)
  ;

CREATE TABLE pts_jobs.version (
  version int primary key,
  maintained_on timestamp with time zone,
  cron_on timestamp with time zone,
  monitored_on timestamp with time zone
)
  ;

CREATE TABLE pts_jobs.queue (
  name text,
  policy text,
  retry_limit int,
  retry_delay int,
  retry_backoff bool,
  expire_seconds int,
  retention_minutes int,
  dead_letter text REFERENCES pts_jobs.queue (name),
  partition_name text,
  created_on timestamp with time zone not null default now(),
  updated_on timestamp with time zone not null default now(),
  PRIMARY KEY (name)
)
  ;

CREATE TABLE pts_jobs.schedule (
  name text REFERENCES pts_jobs.queue ON DELETE CASCADE,
  cron text not null,
  timezone text,
  data jsonb,
  options jsonb,
  created_on timestamp with time zone not null default now(),
  updated_on timestamp with time zone not null default now(),
  PRIMARY KEY (name)
)
  ;

CREATE TABLE pts_jobs.subscription (
  event text not null,
  name text not null REFERENCES pts_jobs.queue ON DELETE CASCADE,
  created_on timestamp with time zone not null default now(),
  updated_on timestamp with time zone not null default now(),
  PRIMARY KEY(event, name)
)
  ;

CREATE TABLE pts_jobs.job (
  id uuid not null default gen_random_uuid(),
  name text not null,
  priority integer not null default(0),
  data jsonb,
  state pts_jobs.job_state not null default('created'),
  retry_limit integer not null default(2),
  retry_count integer not null default(0),
  retry_delay integer not null default(0),
  retry_backoff boolean not null default false,
  start_after timestamp with time zone not null default now(),
  started_on timestamp with time zone,
  singleton_key text,
  singleton_on timestamp without time zone,
  expire_in interval not null default interval '15 minutes',
  created_on timestamp with time zone not null default now(),
  completed_on timestamp with time zone,
  keep_until timestamp with time zone NOT NULL default now() + interval '14 days',
  output jsonb,
  dead_letter text,
  policy text
) PARTITION BY LIST (name)
  ;
ALTER TABLE pts_jobs.job ADD PRIMARY KEY (name, id);
CREATE TABLE pts_jobs.archive (LIKE pts_jobs.job);
ALTER TABLE pts_jobs.archive ADD PRIMARY KEY (name, id);
ALTER TABLE pts_jobs.archive ADD archived_on timestamptz NOT NULL DEFAULT now();
CREATE INDEX archive_i1 ON pts_jobs.archive(archived_on);

CREATE FUNCTION pts_jobs.create_queue(queue_name text, options json)
RETURNS VOID AS
$$
DECLARE
  table_name varchar := 'j' || encode(sha224(queue_name::bytea), 'hex');
  queue_created_on timestamptz;
BEGIN

  WITH q as (
  INSERT INTO pts_jobs.queue (
    name,
    policy,
    retry_limit,
    retry_delay,
    retry_backoff,
    expire_seconds,
    retention_minutes,
    dead_letter,
    partition_name
  )
  VALUES (
    queue_name,
    options->>'policy',
    (options->>'retryLimit')::int,
    (options->>'retryDelay')::int,
    (options->>'retryBackoff')::bool,
    (options->>'expireInSeconds')::int,
    (options->>'retentionMinutes')::int,
    options->>'deadLetter',
    table_name
  )
  ON CONFLICT DO NOTHING
  RETURNING created_on
  )
  SELECT created_on into queue_created_on from q;

  IF queue_created_on IS NULL THEN
    RETURN;
  END IF;

  EXECUTE format('CREATE TABLE pts_jobs.%I (LIKE pts_jobs.job INCLUDING DEFAULTS)', table_name);

  EXECUTE format('ALTER TABLE pts_jobs.%1$I ADD PRIMARY KEY (name, id)', table_name);
  EXECUTE format('ALTER TABLE pts_jobs.%1$I ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES pts_jobs.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED', table_name);
  EXECUTE format('ALTER TABLE pts_jobs.%1$I ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES pts_jobs.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED', table_name);
  EXECUTE format('CREATE UNIQUE INDEX %1$s_i1 ON pts_jobs.%1$I (name, COALESCE(singleton_key, '''')) WHERE state = ''created'' AND policy = ''short''', table_name);
  EXECUTE format('CREATE UNIQUE INDEX %1$s_i2 ON pts_jobs.%1$I (name, COALESCE(singleton_key, '''')) WHERE state = ''active'' AND policy = ''singleton''', table_name);
  EXECUTE format('CREATE UNIQUE INDEX %1$s_i3 ON pts_jobs.%1$I (name, state, COALESCE(singleton_key, '''')) WHERE state <= ''active'' AND policy = ''stately''', table_name);
  EXECUTE format('CREATE UNIQUE INDEX %1$s_i4 ON pts_jobs.%1$I (name, singleton_on, COALESCE(singleton_key, '''')) WHERE state <> ''cancelled'' AND singleton_on IS NOT NULL', table_name);
  EXECUTE format('CREATE INDEX %1$s_i5 ON pts_jobs.%1$I (name, start_after) INCLUDE (priority, created_on, id) WHERE state < ''active''', table_name);

  EXECUTE format('ALTER TABLE pts_jobs.%I ADD CONSTRAINT cjc CHECK (name=%L)', table_name, queue_name);
  EXECUTE format('ALTER TABLE pts_jobs.job ATTACH PARTITION pts_jobs.%I FOR VALUES IN (%L)', table_name, queue_name);
END;
$$
LANGUAGE plpgsql;
  ;

CREATE FUNCTION pts_jobs.delete_queue(queue_name text)
RETURNS VOID AS
$$
DECLARE
  table_name varchar;
BEGIN
  WITH deleted as (
    DELETE FROM pts_jobs.queue
    WHERE name = queue_name
    RETURNING partition_name
  )
  SELECT partition_name from deleted INTO table_name;

  EXECUTE format('DROP TABLE IF EXISTS pts_jobs.%I', table_name);
END;
$$
LANGUAGE plpgsql;
  ;
INSERT INTO pts_jobs.version(version) VALUES ('24');

-- How often, how long and how soon again is said with each job (lib/jobs/queues.ts).
SELECT pts_jobs.create_queue('performance.update', '{"policy": "standard"}');
SELECT pts_jobs.create_queue('organization.sweep', '{"policy": "standard"}');
SELECT pts_jobs.create_queue('organization.retention', '{"policy": "standard"}');

-- What a worker that died held, looked for every few seconds.
CREATE INDEX "job_under_way" ON pts_jobs.job (started_on) WHERE state = 'active';

-- What an organization waits for, and what was set aside.
CREATE INDEX "job_organization" ON pts_jobs.job (((data ->> 'organization_id')::integer), state) WHERE state <> 'completed';

-- What is done, until retention deletes it.
CREATE INDEX "job_finished" ON pts_jobs.job (((data ->> 'organization_id')::integer), completed_on) WHERE completed_on IS NOT NULL;

-- Every job belongs to an organization, and holds nothing but ids.
ALTER TABLE pts_jobs.job ADD CONSTRAINT "job_data_check" CHECK (COALESCE((data ->> 'organization_id')::integer, 0) > 0);

-- CreateTable
CREATE TABLE "organization_sweeps" (
    "organization_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "time_zone" TEXT NOT NULL,
    "scheduled_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "members" INTEGER,

    CONSTRAINT "organization_sweeps_pkey" PRIMARY KEY ("organization_id","day")
);

-- CreateTable
CREATE TABLE "job_workers" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "job_workers_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey
ALTER TABLE "organization_sweeps" ADD CONSTRAINT "organization_sweeps_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "organization_sweeps"
  ADD CONSTRAINT "organization_sweeps_members_check" CHECK ("members" >= 0),
  ADD CONSTRAINT "organization_sweeps_finished_check" CHECK (("finished_at" IS NULL) = ("members" IS NULL));

-- Retention deletes the oldest first.
CREATE INDEX "sessions_organization_id_expires_at_idx" ON "sessions"("organization_id", "expires_at");
CREATE INDEX "access_records_organization_id_hour_idx" ON "access_records"("organization_id", "hour");
