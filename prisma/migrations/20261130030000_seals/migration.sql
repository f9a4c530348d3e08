-- CreateEnum
CREATE TYPE "SealedTable" AS ENUM ('performance_logs', 'assignment_changes', 'scoring_policies', 'setting_proposals', 'audit_log');

-- CreateTable
CREATE TABLE "seals" (
    "organization_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "sealed_table" "SealedTable" NOT NULL,
    "first_id" BIGINT NOT NULL,
    "last_id" BIGINT NOT NULL,
    "rows" INTEGER NOT NULL,
    "form" SMALLINT NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "seals_pkey" PRIMARY KEY ("organization_id","number")
);

-- CreateTable
CREATE TABLE "seal_checkpoints" (
    "organization_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "last_seal" INTEGER NOT NULL,
    "rows" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "seal_checkpoints_pkey" PRIMARY KEY ("organization_id","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "seals_organization_id_sealed_table_last_id_key" ON "seals"("organization_id", "sealed_table", "last_id");

-- AddForeignKey
ALTER TABLE "seals" ADD CONSTRAINT "seals_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "seal_checkpoints" ADD CONSTRAINT "seal_checkpoints_organization_id_last_seal_fkey" FOREIGN KEY ("organization_id", "last_seal") REFERENCES "seals"("organization_id", "number") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "seals"
  ADD CONSTRAINT "seals_number_check" CHECK ("number" >= 1),
  ADD CONSTRAINT "seals_rows_check" CHECK ("rows" BETWEEN 1 AND 1000 AND "last_id" - "first_id" >= "rows" - 1),
  ADD CONSTRAINT "seals_hash_check" CHECK ("hash" ~ '^[0-9a-f]{64}$');

ALTER TABLE "seal_checkpoints"
  ADD CONSTRAINT "seal_checkpoints_number_check" CHECK ("number" >= 1),
  ADD CONSTRAINT "seal_checkpoints_rows_check" CHECK ("rows" >= "last_seal"),
  ADD CONSTRAINT "seal_checkpoints_hash_check" CHECK ("hash" ~ '^[0-9a-f]{64}$');

CREATE TRIGGER "seals_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "seals"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "seal_checkpoints_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "seal_checkpoints"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();

-- The table of a new queue has none of the constraints of the whole, which it needs to become a part of it.
ALTER TABLE pts_jobs.job DROP CONSTRAINT "job_data_check";
SELECT pts_jobs.create_queue('organization.seals', '{"policy": "standard"}');
ALTER TABLE pts_jobs.job ADD CONSTRAINT "job_data_check" CHECK (COALESCE((data ->> 'organization_id')::integer, 0) > 0);
