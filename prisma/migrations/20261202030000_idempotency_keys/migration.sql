CREATE TABLE "idempotency_keys" (
  "organization_id" INTEGER NOT NULL,
  "id" BIGSERIAL NOT NULL,
  "actor_id" INTEGER NOT NULL,
  "key_hash" TEXT NOT NULL,
  "request_hash" TEXT,
  "claim" TEXT NOT NULL,
  "claimed_until" TIMESTAMPTZ(3) NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "done_at" TIMESTAMPTZ(3),
  "status" INTEGER,
  "body" TEXT,
  "location" TEXT,
  "etag" TEXT,
  "erased_at" TIMESTAMPTZ(3),
  CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "idempotency_keys_response_check" CHECK (
    ("status" IS NULL OR "done_at" IS NOT NULL)
    AND ("body" IS NULL OR ("status" IS NOT NULL AND "erased_at" IS NULL))
  ),
  CONSTRAINT "idempotency_keys_organization_id_fkey" FOREIGN KEY ("organization_id")
    REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE UNIQUE INDEX "idempotency_keys_organization_id_actor_id_key_hash_key"
  ON "idempotency_keys"("organization_id", "actor_id", "key_hash");

CREATE INDEX "idempotency_keys_organization_id_created_at_idx" ON "idempotency_keys"("organization_id", "created_at");
