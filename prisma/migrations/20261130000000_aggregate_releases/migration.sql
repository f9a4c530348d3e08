-- AlterTable
ALTER TABLE "organizations"
  ADD COLUMN "anonymity_threshold" SMALLINT NOT NULL DEFAULT 5,
  ADD COLUMN "mode_changed_at" TIMESTAMPTZ(3),
  ADD COLUMN "released_through" DATE;

-- AlterTable
ALTER TABLE "users" ADD COLUMN "view_changed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "aggregate_releases" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "team_id" INTEGER,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "threshold" SMALLINT NOT NULL,
    "policy_version" INTEGER NOT NULL,
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
    "in_figures" BOOLEAN NOT NULL,

    CONSTRAINT "aggregate_release_parts_pkey" PRIMARY KEY ("organization_id","last_entry_id")
);

-- CreateIndex
CREATE INDEX "aggregate_releases_organization_id_last_day_id_idx" ON "aggregate_releases"("organization_id", "last_day" DESC, "id" DESC);

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

-- AddForeignKey
ALTER TABLE "aggregate_release_parts" ADD CONSTRAINT "aggregate_release_parts_organization_id_last_entry_id_fkey" FOREIGN KEY ("organization_id", "last_entry_id") REFERENCES "performance_logs"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

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
CREATE FUNCTION "keep_view_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."view_changed_at" = clock_timestamp();
  RETURN NEW;
END;
$$;
CREATE FUNCTION "keep_mode_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."mode_changed_at" = clock_timestamp();
  RETURN NEW;
END;
$$;

CREATE TRIGGER "users_view_changed" BEFORE UPDATE OF "role", "lead_scope", "team_id", "deactivated_at" ON "users"
  FOR EACH ROW WHEN (
    OLD."role" <> NEW."role"
    OR (NEW."role" <> 'employee' AND (OLD."deactivated_at" IS NULL) <> (NEW."deactivated_at" IS NULL))
    OR (
      NEW."role" = 'team_lead'
      AND (OLD."lead_scope" <> NEW."lead_scope" OR OLD."team_id" IS DISTINCT FROM NEW."team_id")
    )
  ) EXECUTE FUNCTION "keep_view_change"();
CREATE TRIGGER "organizations_mode_changed" BEFORE UPDATE OF "privacy_mode" ON "organizations"
  FOR EACH ROW WHEN (OLD."privacy_mode" <> NEW."privacy_mode") EXECUTE FUNCTION "keep_mode_change"();

-- Changes before this migration are in the audit log.
UPDATE "organizations" AS organization SET "mode_changed_at" = (
  SELECT max(entry."created_at") FROM "audit_log" AS entry
  WHERE entry."organization_id" = organization."id" AND entry."action" = 'organization.update'
    AND entry."detail" ? 'privacy_mode'
);
UPDATE "users" AS member SET "view_changed_at" = (
  SELECT max(entry."created_at") FROM "audit_log" AS entry
  WHERE entry."organization_id" = member."organization_id"
    AND entry."subject_type" = 'user' AND entry."subject_id" = member."id"::text
    AND (
      entry."detail" ? 'role'
      OR (
        member."role" <> 'employee'
        AND (
          entry."detail" ?| ARRAY['lead_scope', 'team_id']
          OR entry."action" IN ('member.deactivate', 'member.return')
        )
      )
    )
);
