-- CreateEnum
CREATE TYPE "AccessSubject" AS ENUM ('member', 'team', 'organization');

-- CreateTable
CREATE TABLE "access_records" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "viewer_id" INTEGER NOT NULL,
    "subject_type" "AccessSubject" NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "surface" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "access_records_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "access_records_organization_id_subject_type_subject_id_hour_idx" ON "access_records"("organization_id", "subject_type", "subject_id", "hour" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "access_records_organization_id_subject_type_subject_id_view_key" ON "access_records"("organization_id", "subject_type", "subject_id", "viewer_id", "surface", "hour");

-- AddForeignKey
ALTER TABLE "access_records" ADD CONSTRAINT "access_records_organization_id_viewer_id_fkey" FOREIGN KEY ("organization_id", "viewer_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
