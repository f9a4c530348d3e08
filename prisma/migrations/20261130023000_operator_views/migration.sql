-- The operator, who reads by command line, is no member.
ALTER TABLE "access_records" ALTER COLUMN "viewer_id" DROP NOT NULL;

-- Where the viewer is null, the unique key of all records holds nothing apart.
CREATE UNIQUE INDEX "access_records_operator_key"
  ON "access_records" ("organization_id", "subject_type", "subject_id", "surface", "hour") WHERE "viewer_id" IS NULL;
