CREATE TABLE "known_names" (
  "organization_id" INTEGER NOT NULL,
  "id" SERIAL NOT NULL,
  "name" TEXT NOT NULL,
  "user_id" INTEGER NOT NULL,
  "learned_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "known_names_pkey" PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "known_names_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id")
    REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE UNIQUE INDEX "known_names_organization_id_name_key" ON "known_names"("organization_id", "name");

CREATE INDEX "known_names_organization_id_user_id_idx" ON "known_names"("organization_id", "user_id");
