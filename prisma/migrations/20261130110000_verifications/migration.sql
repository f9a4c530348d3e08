CREATE TABLE "verifications" (
  "organization_id" INTEGER NOT NULL,
  "id" SERIAL NOT NULL,
  "job_id" UUID NOT NULL,
  "requested_at" TIMESTAMPTZ(3) NOT NULL,
  "kept" JSONB NOT NULL,
  "finished_at" TIMESTAMPTZ(3),
  "members" INTEGER,
  "entries" INTEGER,
  "waiting" INTEGER,
  "unsealed" INTEGER,
  "found" INTEGER,
  "differences" JSONB,
  "checkpoints" JSONB,
  CONSTRAINT "verifications_pkey" PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "verifications_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id")
    ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT "verifications_finished_check" CHECK (
    ("finished_at" IS NULL) = ("members" IS NULL) AND ("finished_at" IS NULL) = ("entries" IS NULL)
    AND ("finished_at" IS NULL) = ("waiting" IS NULL) AND ("finished_at" IS NULL) = ("unsealed" IS NULL)
    AND ("finished_at" IS NULL) = ("found" IS NULL) AND ("finished_at" IS NULL) = ("differences" IS NULL)
    AND ("finished_at" IS NULL) = ("checkpoints" IS NULL)
  )
);

ALTER TABLE pts_jobs.job DROP CONSTRAINT "job_data_check";
SELECT pts_jobs.create_queue('organization.verification', '{"policy": "standard"}');
ALTER TABLE pts_jobs.job ADD CONSTRAINT "job_data_check" CHECK (COALESCE((data ->> 'organization_id')::integer, 0) > 0);
