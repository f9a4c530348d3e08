-- CreateEnum
CREATE TYPE "ContestStatus" AS ENUM ('open', 'upheld', 'rejected', 'withdrawn');

-- CreateTable
CREATE TABLE "contests" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "status" "ContestStatus" NOT NULL DEFAULT 'open',
    "reason" TEXT,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "decided_by" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "decision_reason" TEXT,
    "correcting_entry_id" BIGINT,
    "seen_at" TIMESTAMPTZ(3),
    "texts_erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "contests_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "contests_organization_id_correcting_entry_id_key" ON "contests"("organization_id", "correcting_entry_id");

-- CreateIndex
CREATE INDEX "contests_organization_id_entry_id_idx" ON "contests"("organization_id", "entry_id");

-- CreateIndex
CREATE INDEX "contests_organization_id_user_id_idx" ON "contests"("organization_id", "user_id");

-- CreateIndex
CREATE INDEX "contests_organization_id_status_id_idx" ON "contests"("organization_id", "status", "id" DESC);

-- AddForeignKey
ALTER TABLE "contests" ADD CONSTRAINT "contests_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "contests" ADD CONSTRAINT "contests_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "contests" ADD CONSTRAINT "contests_organization_id_decided_by_fkey" FOREIGN KEY ("organization_id", "decided_by") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "contests" ADD CONSTRAINT "contests_organization_id_entry_id_fkey" FOREIGN KEY ("organization_id", "entry_id") REFERENCES "performance_logs"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "contests" ADD CONSTRAINT "contests_organization_id_correcting_entry_id_fkey" FOREIGN KEY ("organization_id", "correcting_entry_id") REFERENCES "performance_logs"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- One at a time for an entry, however many raise it at once.
CREATE UNIQUE INDEX "contests_open_entry_key" ON "contests" ("organization_id", "entry_id") WHERE "status" = 'open';

-- Ranges. A value outside of its range is refused here, whoever writes it.
ALTER TABLE "contests"
  ADD CONSTRAINT "contests_reason_check" CHECK (char_length("reason") BETWEEN 1 AND 2000),
  ADD CONSTRAINT "contests_decision_reason_check" CHECK (char_length("decision_reason") BETWEEN 1 AND 2000),
  ADD CONSTRAINT "contests_not_oneself_check" CHECK ("decided_by" <> "user_id"),
  ADD CONSTRAINT "contests_order_check" CHECK (
    "decided_at" >= "raised_at" AND "withdrawn_at" >= "raised_at" AND "seen_at" >= "decided_at"
    AND "correcting_entry_id" > "entry_id"
  );

-- What belongs to which state, and that an erased text is gone for good.
ALTER TABLE "contests"
  ADD CONSTRAINT "contests_decided_check" CHECK (
    ("status" IN ('upheld', 'rejected')) = ("decided_at" IS NOT NULL)
    AND ("decided_by" IS NULL) = ("decided_at" IS NULL)
    AND ("seen_at" IS NULL OR "decided_at" IS NOT NULL)
  ),
  ADD CONSTRAINT "contests_upheld_check" CHECK (("status" = 'upheld') = ("correcting_entry_id" IS NOT NULL)),
  ADD CONSTRAINT "contests_withdrawn_check" CHECK (("status" = 'withdrawn') = ("withdrawn_at" IS NOT NULL)),
  ADD CONSTRAINT "contests_reasons_check" CHECK (
    CASE WHEN "texts_erased_at" IS NULL
      THEN "reason" IS NOT NULL AND (
        CASE "status" WHEN 'rejected' THEN "decision_reason" IS NOT NULL
          WHEN 'upheld' THEN true ELSE "decision_reason" IS NULL END)
      ELSE "reason" IS NULL AND "decision_reason" IS NULL AND "status" <> 'open'
    END
  );
