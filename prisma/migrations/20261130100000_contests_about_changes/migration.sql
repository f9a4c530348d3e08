-- DropIndex
DROP INDEX "contests_organization_id_correcting_entry_id_key";

-- AlterTable
ALTER TABLE "contests" ADD COLUMN "change_id" BIGINT,
ALTER COLUMN "entry_id" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "contests_organization_id_correcting_entry_id_idx" ON "contests"("organization_id", "correcting_entry_id");

-- CreateIndex
CREATE INDEX "contests_organization_id_change_id_idx" ON "contests"("organization_id", "change_id");

-- AddForeignKey
ALTER TABLE "contests" ADD CONSTRAINT "contests_organization_id_change_id_fkey" FOREIGN KEY ("organization_id", "change_id") REFERENCES "assignment_changes"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- A contest is about a ledger entry or about a change of an assignment.
ALTER TABLE "contests"
  ADD CONSTRAINT "contests_subject_check" CHECK (num_nonnulls("entry_id", "change_id") = 1);

-- At most one open contest of a change, however many members raise one at the same time.
CREATE UNIQUE INDEX "contests_open_change_key" ON "contests" ("organization_id", "change_id") WHERE "status" = 'open';

-- An entry can correct a contested entry and a contested change, but not two of the same kind.
CREATE UNIQUE INDEX "contests_entry_correction_key" ON "contests" ("organization_id", "correcting_entry_id")
  WHERE "entry_id" IS NOT NULL;
CREATE UNIQUE INDEX "contests_change_correction_key" ON "contests" ("organization_id", "correcting_entry_id")
  WHERE "change_id" IS NOT NULL;

-- The change of an assignment that counts nothing is corrected without an entry of the ledger.
ALTER TABLE "contests"
  DROP CONSTRAINT "contests_upheld_check",
  ADD CONSTRAINT "contests_upheld_check" CHECK (
    CASE WHEN "entry_id" IS NULL
      THEN "correcting_entry_id" IS NULL OR "status" = 'upheld'
      ELSE ("status" = 'upheld') = ("correcting_entry_id" IS NOT NULL)
    END
  );
