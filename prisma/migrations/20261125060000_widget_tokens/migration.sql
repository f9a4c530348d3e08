-- AlterTable: a share link that a program asked for ends with the token it was asked with.
ALTER TABLE "share_links" ADD COLUMN "api_token_id" INTEGER;

-- CreateIndex: what is deleted some time after it ended.
CREATE INDEX "share_links_organization_id_api_token_id_idx" ON "share_links"("organization_id", "api_token_id");

-- AddForeignKey
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_organization_id_api_token_id_fkey" FOREIGN KEY ("organization_id", "api_token_id") REFERENCES "api_tokens"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What a program asks for is a widget's, for a day at most.
ALTER TABLE "share_links"
  ADD CONSTRAINT "share_links_api_token_id_check" CHECK (
    "api_token_id" IS NULL OR ("shares" = 'widget' AND "expires_at" <= "created_at" + interval '24 hours')
  );
