-- Null: by `pts verify`, without a job.
ALTER TABLE "verifications" ALTER COLUMN "job_id" DROP NOT NULL;

ALTER TABLE "verifications" ADD CONSTRAINT "verifications_job_check"
  CHECK ("job_id" IS NOT NULL OR "finished_at" IS NOT NULL);
