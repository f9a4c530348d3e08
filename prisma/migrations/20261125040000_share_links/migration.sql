-- CreateEnum
CREATE TYPE "SharedThing" AS ENUM ('widget', 'badges');

-- CreateTable
CREATE TABLE "share_links" (
    "organization_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "shares" "SharedThing" NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "share_links_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "share_links_secret_hash_key" ON "share_links"("secret_hash");

-- CreateIndex
CREATE INDEX "share_links_organization_id_user_id_idx" ON "share_links"("organization_id", "user_id");

-- AddForeignKey
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Ranges. A value outside of its range is refused here, whoever writes it.
ALTER TABLE "share_links"
  ADD CONSTRAINT "share_links_expires_at_check" CHECK (
    "expires_at" > "created_at" AND "expires_at" <= "created_at" + interval '366 days'
  ),
  ADD CONSTRAINT "share_links_secret_hash_check" CHECK ("secret_hash" ~ '^[0-9a-f]{64}$');
