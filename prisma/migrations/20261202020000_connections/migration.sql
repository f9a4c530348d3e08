CREATE TYPE "ConnectionKind" AS ENUM ('webhook', 'github', 'jira');
CREATE TYPE "DeliveryStatus" AS ENUM ('taken', 'partly', 'rejected', 'ignored');

CREATE TABLE "connections" (
  "organization_id" INTEGER NOT NULL,
  "id" SERIAL NOT NULL,
  "public_id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "kind" "ConnectionKind" NOT NULL,
  "name" TEXT NOT NULL,
  "service_account_id" INTEGER NOT NULL,
  "settings" JSONB NOT NULL,
  "is_enabled" BOOLEAN NOT NULL DEFAULT true,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "connections_pkey" PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "connections_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id")
    ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT "connections_organization_id_service_account_id_fkey"
    FOREIGN KEY ("organization_id", "service_account_id") REFERENCES "service_accounts"("organization_id", "id")
    ON DELETE RESTRICT ON UPDATE RESTRICT
);
CREATE UNIQUE INDEX "connections_public_id_key" ON "connections"("public_id");
CREATE UNIQUE INDEX "connections_organization_id_service_account_id_key"
  ON "connections"("organization_id", "service_account_id");

CREATE TABLE "connection_secrets" (
  "organization_id" INTEGER NOT NULL,
  "id" SERIAL NOT NULL,
  "connection_id" INTEGER NOT NULL,
  "sealed" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "ends_at" TIMESTAMPTZ(3),
  CONSTRAINT "connection_secrets_pkey" PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "connection_secrets_organization_id_connection_id_fkey"
    FOREIGN KEY ("organization_id", "connection_id") REFERENCES "connections"("organization_id", "id")
    ON DELETE RESTRICT ON UPDATE RESTRICT
);
CREATE INDEX "connection_secrets_organization_id_connection_id_idx"
  ON "connection_secrets"("organization_id", "connection_id");

CREATE TABLE "webhook_deliveries" (
  "organization_id" INTEGER NOT NULL,
  "id" BIGSERIAL NOT NULL,
  "connection_id" INTEGER NOT NULL,
  "delivery_id" TEXT NOT NULL,
  "event" TEXT,
  "received_at" TIMESTAMPTZ(3) NOT NULL,
  "replayed_at" TIMESTAMPTZ(3),
  "status" "DeliveryStatus" NOT NULL,
  "new_items" INTEGER NOT NULL DEFAULT 0,
  "changed_items" INTEGER NOT NULL DEFAULT 0,
  "unchanged_items" INTEGER NOT NULL DEFAULT 0,
  "late_items" INTEGER NOT NULL DEFAULT 0,
  "skipped_items" INTEGER NOT NULL DEFAULT 0,
  "rejected_items" INTEGER NOT NULL DEFAULT 0,
  "rejections" JSONB NOT NULL DEFAULT '[]',
  "body" TEXT,
  CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "webhook_deliveries_organization_id_connection_id_fkey"
    FOREIGN KEY ("organization_id", "connection_id") REFERENCES "connections"("organization_id", "id")
    ON DELETE RESTRICT ON UPDATE RESTRICT
);
CREATE UNIQUE INDEX "webhook_deliveries_connection_delivery_key"
  ON "webhook_deliveries"("organization_id", "connection_id", "delivery_id");
CREATE INDEX "webhook_deliveries_organization_id_received_at_idx" ON "webhook_deliveries"("organization_id", "received_at");

-- The latest state of each item by the time that the other system states, so that an older one never overwrites it.
CREATE TABLE "connection_items" (
  "organization_id" INTEGER NOT NULL,
  "connection_id" INTEGER NOT NULL,
  "item_hash" TEXT NOT NULL,
  "own_time" TIMESTAMPTZ(3) NOT NULL,
  "is_deleted" BOOLEAN NOT NULL,
  CONSTRAINT "connection_items_pkey" PRIMARY KEY ("organization_id", "connection_id", "item_hash"),
  CONSTRAINT "connection_items_organization_id_connection_id_fkey"
    FOREIGN KEY ("organization_id", "connection_id") REFERENCES "connections"("organization_id", "id")
    ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE TABLE "connection_people" (
  "organization_id" INTEGER NOT NULL,
  "id" SERIAL NOT NULL,
  "connection_id" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "shown" TEXT NOT NULL,
  "is_skipped" BOOLEAN NOT NULL DEFAULT false,
  "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
  "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "connection_people_pkey" PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "connection_people_organization_id_connection_id_fkey"
    FOREIGN KEY ("organization_id", "connection_id") REFERENCES "connections"("organization_id", "id")
    ON DELETE RESTRICT ON UPDATE RESTRICT
);
CREATE UNIQUE INDEX "connection_people_organization_id_connection_id_name_key"
  ON "connection_people"("organization_id", "connection_id", "name");

-- The planner's statistics keep examples of values. An erasure can empty these tables, and an empty one keeps its old
-- examples.
ALTER TABLE "webhook_deliveries"
  ALTER COLUMN "body" SET STATISTICS 0,
  ALTER COLUMN "rejections" SET STATISTICS 0;
ALTER TABLE "connection_people"
  ALTER COLUMN "name" SET STATISTICS 0,
  ALTER COLUMN "shown" SET STATISTICS 0;
