CREATE TYPE "ProposalEnd" AS ENUM ('withdrawn', 'void');

ALTER TABLE "organizations" ADD COLUMN "notice_days" SMALLINT NOT NULL DEFAULT 14,
ADD COLUMN "approved_changes" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "setting_proposals" (
    "organization_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "setting" TEXT NOT NULL,
    "from_value" TEXT NOT NULL,
    "to_value" TEXT NOT NULL,
    "proposed_by" INTEGER NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by" INTEGER,
    "approved_at" TIMESTAMPTZ(3),
    "effective_at" TIMESTAMPTZ(3),
    "ended_by" INTEGER,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" "ProposalEnd",

    CONSTRAINT "setting_proposals_pkey" PRIMARY KEY ("organization_id","id")
);

-- AddForeignKey
ALTER TABLE "setting_proposals" ADD CONSTRAINT "setting_proposals_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "setting_proposals" ADD CONSTRAINT "setting_proposals_organization_id_proposed_by_fkey" FOREIGN KEY ("organization_id", "proposed_by") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "setting_proposals" ADD CONSTRAINT "setting_proposals_organization_id_approved_by_fkey" FOREIGN KEY ("organization_id", "approved_by") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "setting_proposals" ADD CONSTRAINT "setting_proposals_organization_id_ended_by_fkey" FOREIGN KEY ("organization_id", "ended_by") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "organizations" ADD CONSTRAINT "organizations_notice_days_check" CHECK ("notice_days" BETWEEN 0 AND 90);

-- No two people in one: the proposer never approves.
ALTER TABLE "setting_proposals"
  ADD CONSTRAINT "setting_proposals_approver_check" CHECK ("approved_by" <> "proposed_by"),
  ADD CONSTRAINT "setting_proposals_approval_check"
    CHECK (("approved_by" IS NULL) = ("approved_at" IS NULL) AND ("approved_at" IS NULL) = ("effective_at" IS NULL)),
  ADD CONSTRAINT "setting_proposals_end_check" CHECK (("ended_at" IS NULL) = ("end_reason" IS NULL));
