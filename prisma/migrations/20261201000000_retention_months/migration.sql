-- AlterTable
ALTER TABLE "organizations" ADD COLUMN "retention_months" SMALLINT NOT NULL DEFAULT 36;

ALTER TABLE "organizations" ADD CONSTRAINT "organizations_retention_months_check" CHECK ("retention_months" BETWEEN 12 AND 120);
