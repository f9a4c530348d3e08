-- CreateTable
CREATE TABLE "invitations" (
    "organization_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "invitations_secret_hash_key" ON "invitations"("secret_hash");

-- CreateIndex
CREATE INDEX "invitations_organization_id_user_id_idx" ON "invitations"("organization_id", "user_id");

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Ranges. A value outside of its range is refused here, whoever writes it.
ALTER TABLE "invitations"
  ADD CONSTRAINT "invitations_expires_at_check" CHECK ("expires_at" > "created_at"),
  ADD CONSTRAINT "invitations_secret_hash_check" CHECK ("secret_hash" ~ '^[0-9a-f]{64}$');
