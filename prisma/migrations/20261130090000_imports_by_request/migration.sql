-- CreateEnum
CREATE TYPE "ImportPhase" AS ENUM ('uploading', 'queued', 'reading', 'matching', 'checking', 'waiting', 'applying', 'done', 'failed', 'cancelled', 'undoing', 'undone');

-- CreateEnum
CREATE TYPE "ImportOutcome" AS ENUM ('new', 'changed');

-- CreateEnum
CREATE TYPE "ImportPersonOutcome" AS ENUM ('created', 'matched', 'skipped', 'unknown');

-- AlterTable
ALTER TABLE "imports" ADD COLUMN "phase" "ImportPhase" NOT NULL DEFAULT 'reading',
ADD COLUMN "file_name" TEXT,
ADD COLUMN "file_bytes" BIGINT,
ADD COLUMN "is_requested" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "is_interactive" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "settings" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN "recognized" JSONB,
ADD COLUMN "problem" TEXT,
ADD COLUMN "is_running" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "run" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN "failed_runs" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN "skipped_rows" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "undone_rows" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "kept_rows" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "phase_from" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "phase_done" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "phase_total" INTEGER,
ADD COLUMN "phase_started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN "effect" JSONB,
ADD COLUMN "undone_by" INTEGER;

-- AlterTable
ALTER TABLE "import_rows" ADD COLUMN "outcome" "ImportOutcome",
ADD COLUMN "before" JSONB,
ADD COLUMN "left_hash" TEXT;

-- CreateTable
CREATE TABLE "import_parts" (
    "organization_id" INTEGER NOT NULL,
    "import_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "import_parts_pkey" PRIMARY KEY ("organization_id","import_id","number")
);

-- CreateTable
CREATE TABLE "import_people" (
    "organization_id" INTEGER NOT NULL,
    "import_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "shown" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "row_numbers" INTEGER[],
    "outcome" "ImportPersonOutcome" NOT NULL,
    "reason" TEXT,
    "username" TEXT,

    CONSTRAINT "import_people_pkey" PRIMARY KEY ("organization_id","import_id","name")
);

-- AddForeignKey
ALTER TABLE "import_parts" ADD CONSTRAINT "import_parts_organization_id_import_id_fkey" FOREIGN KEY ("organization_id", "import_id") REFERENCES "imports"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "import_people" ADD CONSTRAINT "import_people_organization_id_import_id_fkey" FOREIGN KEY ("organization_id", "import_id") REFERENCES "imports"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_organization_id_undone_by_fkey" FOREIGN KEY ("organization_id", "undone_by") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Imports before this one have ended, or a command runs them.
UPDATE "imports" SET "is_running" = "status" IN ('staging', 'applying'), "phase" = (CASE "status"
  WHEN 'staging' THEN 'reading' WHEN 'applying' THEN 'applying' WHEN 'finished' THEN 'done' ELSE 'failed' END)::"ImportPhase";

ALTER TABLE "imports" ADD CONSTRAINT "imports_phase_check" CHECK (
  CASE "status"
    WHEN 'staging' THEN "phase" IN ('uploading', 'queued', 'reading', 'matching', 'checking', 'waiting')
    WHEN 'applying' THEN "phase" = 'applying'
    WHEN 'finished' THEN "phase" IN ('done', 'undoing', 'undone')
    -- What a failed import applied can be undone.
    ELSE "phase" IN ('failed', 'cancelled', 'undoing', 'undone')
  END
);
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_outcome_check" CHECK (
  ("outcome" IS NULL) = ("left_hash" IS NULL)
);
-- Parts are bytes of files as they came, which are not compressed again.
ALTER TABLE "import_parts" ALTER COLUMN "content" SET STORAGE EXTERNAL;

-- The planner keeps no examples of the values.
ALTER TABLE "imports" ALTER COLUMN "file_name" SET STATISTICS 0, ALTER COLUMN "settings" SET STATISTICS 0,
  ALTER COLUMN "recognized" SET STATISTICS 0, ALTER COLUMN "problem" SET STATISTICS 0;
ALTER TABLE "import_parts" ALTER COLUMN "content" SET STATISTICS 0;
ALTER TABLE "import_people" ALTER COLUMN "name" SET STATISTICS 0, ALTER COLUMN "shown" SET STATISTICS 0,
  ALTER COLUMN "reason" SET STATISTICS 0, ALTER COLUMN "username" SET STATISTICS 0;
ALTER TABLE "import_rows" ALTER COLUMN "before" SET STATISTICS 0;

-- The table of a new queue has none of the constraints of the whole, which it needs to become a part of it.
ALTER TABLE pts_jobs.job DROP CONSTRAINT "job_data_check";
SELECT pts_jobs.create_queue('organization.import', '{"policy": "standard"}');
ALTER TABLE pts_jobs.job ADD CONSTRAINT "job_data_check" CHECK (COALESCE((data ->> 'organization_id')::integer, 0) > 0);
