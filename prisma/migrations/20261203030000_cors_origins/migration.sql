-- AlterTable
ALTER TABLE "organizations" ADD COLUMN "cors_origins" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

ALTER TABLE "organizations" ADD CONSTRAINT "organizations_cors_origins_check" CHECK (
  cardinality("cors_origins") <= 20 AND array_position("cors_origins", NULL) IS NULL
);

-- CreateIndex
CREATE INDEX "organizations_cors_origins_idx" ON "organizations" USING GIN ("cors_origins");
