-- AlterTable
ALTER TABLE "organizations"
  ADD COLUMN "anonymity_threshold" SMALLINT NOT NULL DEFAULT 5,
  ADD COLUMN "mode_changed_at" TIMESTAMPTZ(3),
  ADD COLUMN "released_through" DATE;

-- AlterTable
ALTER TABLE "users" ADD COLUMN "view_scope_changed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "aggregate_releases" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "team_id" INTEGER,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "threshold" SMALLINT NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "algorithm" SMALLINT NOT NULL,
    "members" INTEGER NOT NULL,
    "completions" INTEGER NOT NULL,
    "mean_score" SMALLINT NOT NULL,
    "score_deviation" SMALLINT NOT NULL,
    "mean_on_time" SMALLINT,
    "mean_skill" SMALLINT,
    "mean_difficulty" SMALLINT,
    "bins" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "aggregate_releases_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "aggregate_release_parts" (
    "organization_id" INTEGER NOT NULL,
    "last_entry_id" BIGINT NOT NULL,
    "release_id" BIGINT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "team_id" INTEGER,
    "is_counted" BOOLEAN NOT NULL,

    CONSTRAINT "aggregate_release_parts_pkey" PRIMARY KEY ("organization_id","last_entry_id")
);

-- CreateIndex
CREATE INDEX "aggregate_release_parts_organization_id_user_id_idx" ON "aggregate_release_parts"("organization_id", "user_id");

-- CreateIndex
CREATE INDEX "aggregate_release_parts_organization_id_release_id_idx" ON "aggregate_release_parts"("organization_id", "release_id");

-- AddForeignKey
ALTER TABLE "aggregate_releases" ADD CONSTRAINT "aggregate_releases_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "aggregate_releases" ADD CONSTRAINT "aggregate_releases_organization_id_policy_version_fkey" FOREIGN KEY ("organization_id", "policy_version") REFERENCES "scoring_policies"("organization_id", "version") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "aggregate_release_parts" ADD CONSTRAINT "aggregate_release_parts_organization_id_release_id_fkey" FOREIGN KEY ("organization_id", "release_id") REFERENCES "aggregate_releases"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "aggregate_release_parts" ADD CONSTRAINT "aggregate_release_parts_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "organizations"
  ADD CONSTRAINT "organizations_anonymity_threshold_check" CHECK ("anonymity_threshold" BETWEEN 5 AND 50);

ALTER TABLE "aggregate_releases"
  ADD CONSTRAINT "aggregate_releases_last_day_check" CHECK ("last_day" > "first_day"),
  ADD CONSTRAINT "aggregate_releases_members_check" CHECK ("threshold" >= 5 AND "members" > "threshold"),
  ADD CONSTRAINT "aggregate_releases_completions_check" CHECK ("completions" >= 0 AND "completions" % 10 = 0),
  ADD CONSTRAINT "aggregate_releases_mean_score_check" CHECK ("mean_score" BETWEEN 0 AND 10000),
  ADD CONSTRAINT "aggregate_releases_score_deviation_check" CHECK ("score_deviation" BETWEEN 0 AND 5000),
  ADD CONSTRAINT "aggregate_releases_means_check" CHECK (
    "mean_on_time" BETWEEN 0 AND 100 AND "mean_skill" BETWEEN 0 AND 100 AND "mean_difficulty" BETWEEN 0 AND 100
  );

-- A group has at most one release for a month, however many workers make it.
CREATE UNIQUE INDEX "aggregate_releases_month_key"
  ON "aggregate_releases" ("organization_id", COALESCE("team_id", 0), "last_day");

CREATE TRIGGER "aggregate_releases_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "aggregate_releases"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "aggregate_release_parts_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "aggregate_release_parts"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();

-- When whose figures a member sees changed last: a release must not let a reader compute what they have not seen.
CREATE FUNCTION "record_view_scope_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."view_scope_changed_at" = clock_timestamp();
  RETURN NEW;
END;
$$;
CREATE FUNCTION "record_mode_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."mode_changed_at" = clock_timestamp();
  RETURN NEW;
END;
$$;

CREATE TRIGGER "users_view_scope_changed" BEFORE UPDATE OF "role", "lead_scope", "team_id", "deactivated_at" ON "users"
  FOR EACH ROW WHEN (
    OLD."role" <> NEW."role"
    OR (NEW."role" <> 'employee' AND (OLD."deactivated_at" IS NULL) <> (NEW."deactivated_at" IS NULL))
    OR (
      NEW."role" = 'team_lead'
      AND (OLD."lead_scope" <> NEW."lead_scope" OR OLD."team_id" IS DISTINCT FROM NEW."team_id")
    )
  ) EXECUTE FUNCTION "record_view_scope_change"();
CREATE TRIGGER "organizations_mode_changed" BEFORE UPDATE OF "privacy_mode" ON "organizations"
  FOR EACH ROW WHEN (OLD."privacy_mode" <> NEW."privacy_mode") EXECUTE FUNCTION "record_mode_change"();

-- Changes before this migration are in the audit log. A new member is in it too, with their role, but has seen nothing
-- before. A lead whose team was deleted has a membership that ended then.
UPDATE "organizations" AS organization SET "mode_changed_at" = change."at"
FROM (
  SELECT "organization_id", max("created_at") AS "at" FROM "audit_log"
  WHERE "action" = 'organization.update' AND "detail" ? 'privacy_mode'
  GROUP BY "organization_id"
) AS change
WHERE change."organization_id" = organization."id";

UPDATE "users" AS member SET "view_scope_changed_at" = latest."at"
FROM (
  SELECT "organization_id", "user_id", max("at") AS "at"
  FROM (
    SELECT changed."organization_id", changed."id" AS "user_id", entry."created_at" AS "at"
    FROM "users" AS changed
    JOIN "audit_log" AS entry
      ON entry."organization_id" = changed."organization_id" AND entry."subject_id" = changed."id"::text
    WHERE entry."subject_type" = 'user' AND (
      (entry."action" = 'member.update' AND entry."detail" ? 'role')
      OR (
        changed."role" = 'team_lead' AND entry."action" = 'member.update'
        AND entry."detail" ?| ARRAY['lead_scope', 'team_id']
      )
      OR (changed."role" <> 'employee' AND entry."action" IN ('member.deactivate', 'member.return'))
    )
    UNION ALL
    SELECT lead."organization_id", lead."id", membership."until"
    FROM "users" AS lead
    JOIN "team_memberships" AS membership
      ON membership."organization_id" = lead."organization_id" AND membership."user_id" = lead."id"
    WHERE lead."role" = 'team_lead' AND membership."until" IS NOT NULL
  ) AS change
  GROUP BY "organization_id", "user_id"
) AS latest
WHERE latest."organization_id" = member."organization_id" AND latest."user_id" = member."id";

-- Releases are made by a job of their own, so that a failure of one keeps no nightly evaluation waiting.
-- The table of a new queue has none of the constraints of the whole, which it needs to become a part of it.
ALTER TABLE pts_jobs.job DROP CONSTRAINT "job_data_check";
SELECT pts_jobs.create_queue('organization.releases', '{"policy": "standard"}');
ALTER TABLE pts_jobs.job ADD CONSTRAINT "job_data_check" CHECK (COALESCE((data ->> 'organization_id')::integer, 0) > 0);
