CREATE TABLE "notice_readings" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "privacy_mode" "PrivacyMode" NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_readings_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE INDEX "notice_readings_organization_id_user_id_id_idx" ON "notice_readings"("organization_id", "user_id", "id" DESC);

ALTER TABLE "notice_readings" ADD CONSTRAINT "notice_readings_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
