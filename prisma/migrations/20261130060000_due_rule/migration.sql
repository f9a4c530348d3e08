CREATE TYPE "DueRule" AS ENUM ('latest', 'first', 'agreed');

ALTER TABLE "scoring_policies" ADD COLUMN "due_rule" "DueRule" NOT NULL DEFAULT 'latest';

ALTER TABLE "assignments" ADD COLUMN "fact_due_counted" TIMESTAMPTZ(3),
ADD COLUMN "fact_due_rule" "DueRule",
ADD COLUMN "fact_due_moved" BOOLEAN,
ADD COLUMN "fact_due_moved_after" BOOLEAN,
ADD COLUMN "fact_due_moved_for_absence" BOOLEAN,
ADD COLUMN "fact_due_unrecorded" BOOLEAN;

ALTER TABLE "performance_facts" ADD COLUMN "due_counted" TIMESTAMPTZ(3),
ADD COLUMN "due_rule" "DueRule" NOT NULL DEFAULT 'latest',
ADD COLUMN "due_moved" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "due_moved_after" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "due_moved_for_absence" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "due_unrecorded" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "user_performance" ADD COLUMN "due_moved" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "due_moved_after" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "due_moved_for_absence" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "due_unrecorded" BIGINT NOT NULL DEFAULT 0;

ALTER TABLE "performance_snapshots" ADD COLUMN "daily_due_moved" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "daily_due_moved_after" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "daily_due_moved_for_absence" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "daily_due_unrecorded" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "cumulative_due_moved" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "cumulative_due_moved_after" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "cumulative_due_moved_for_absence" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "cumulative_due_unrecorded" BIGINT NOT NULL DEFAULT 0;

-- Completions counted so far had the due date of that time, and how it came about was not looked at.
UPDATE "assignments" SET "fact_due_counted" = "due_at", "fact_due_rule" = 'latest', "fact_due_moved" = false,
  "fact_due_moved_after" = false, "fact_due_moved_for_absence" = false, "fact_due_unrecorded" = "fact_on_time" IS NOT NULL
  WHERE "fact_completed_on" IS NOT NULL;
UPDATE "performance_facts" AS "fact" SET "due_counted" = "assignment"."due_at", "due_unrecorded" = true
  FROM "assignments" AS "assignment"
  WHERE "assignment"."organization_id" = "fact"."organization_id" AND "assignment"."id" = "fact"."assignment_id"
    AND "fact"."on_time" IS NOT NULL;
UPDATE "user_performance" SET "due_unrecorded" = "due" WHERE "due" <> 0;
UPDATE "performance_snapshots" SET "daily_due_unrecorded" = "daily_due", "cumulative_due_unrecorded" = "cumulative_due"
  WHERE "cumulative_due" <> 0;

ALTER TABLE "performance_facts" ALTER COLUMN "due_rule" DROP DEFAULT,
ALTER COLUMN "due_moved" DROP DEFAULT,
ALTER COLUMN "due_moved_after" DROP DEFAULT,
ALTER COLUMN "due_moved_for_absence" DROP DEFAULT,
ALTER COLUMN "due_unrecorded" DROP DEFAULT;

ALTER TABLE "assignments" ADD CONSTRAINT "assignments_fact_due_check" CHECK (
  ("fact_completed_on" IS NULL) = ("fact_due_rule" IS NULL) AND ("fact_due_rule" IS NULL) = ("fact_due_moved" IS NULL)
  AND ("fact_due_rule" IS NULL) = ("fact_due_moved_after" IS NULL)
  AND ("fact_due_rule" IS NULL) = ("fact_due_moved_for_absence" IS NULL)
  AND ("fact_due_rule" IS NULL) = ("fact_due_unrecorded" IS NULL)
  AND ("fact_due_counted" IS NULL) = ("fact_on_time" IS NULL)
);
ALTER TABLE "performance_facts" ADD CONSTRAINT "performance_facts_due_check" CHECK (
  ("due_counted" IS NULL) = ("on_time" IS NULL) AND ("due_moved" OR NOT "due_moved_after")
  AND NOT ("due_unrecorded" AND "due_counted" IS NULL)
);
