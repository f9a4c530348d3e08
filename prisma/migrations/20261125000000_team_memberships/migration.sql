-- CreateTable
CREATE TABLE "team_memberships" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "team_id" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "team_memberships_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "team_memberships_organization_id_user_id_team_id_idx" ON "team_memberships"("organization_id", "user_id", "team_id");

-- AddForeignKey
ALTER TABLE "team_memberships" ADD CONSTRAINT "team_memberships_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "team_memberships" ADD CONSTRAINT "team_memberships_until_check" CHECK ("until" >= "since");

-- One is in at most one team at a time.
CREATE UNIQUE INDEX "team_memberships_present" ON "team_memberships" ("organization_id", "user_id") WHERE "until" IS NULL;

-- Whoever changes somebody's team, a member or a whole team that goes, leaves this trace.
CREATE FUNCTION "keep_team_membership"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "team_memberships" SET "until" = clock_timestamp()
    WHERE "organization_id" = NEW."organization_id" AND "user_id" = NEW."id" AND "until" IS NULL;
  IF NEW."team_id" IS NOT NULL THEN
    INSERT INTO "team_memberships" ("organization_id", "user_id", "team_id", "since")
      VALUES (NEW."organization_id", NEW."id", NEW."team_id", clock_timestamp());
  END IF;
  RETURN NULL;
END;
$$;

CREATE TRIGGER "users_team_joined" AFTER INSERT ON "users"
  FOR EACH ROW WHEN (NEW."team_id" IS NOT NULL) EXECUTE FUNCTION "keep_team_membership"();
CREATE TRIGGER "users_team_changed" AFTER UPDATE OF "team_id" ON "users"
  FOR EACH ROW WHEN (OLD."team_id" IS DISTINCT FROM NEW."team_id") EXECUTE FUNCTION "keep_team_membership"();

-- Of earlier teams nothing is known.
INSERT INTO "team_memberships" ("organization_id", "user_id", "team_id", "since")
  SELECT "organization_id", "id", "team_id", "created_at" FROM "users" WHERE "team_id" IS NOT NULL;
