-- Those who act: members and service accounts. They share one sequence, so an id is never both.
CREATE TABLE "actors" (
  "organization_id" INTEGER NOT NULL,
  "id" INTEGER NOT NULL,
  CONSTRAINT "actors_pkey" PRIMARY KEY ("organization_id", "id")
);
INSERT INTO "actors" SELECT "organization_id", "id" FROM "users";

CREATE TABLE "service_accounts" (
  "organization_id" INTEGER NOT NULL,
  "id" INTEGER NOT NULL DEFAULT nextval('users_id_seq'::regclass),
  "name" TEXT NOT NULL,
  "scopes" TEXT[],
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "revoked_at" TIMESTAMPTZ(3),
  CONSTRAINT "service_accounts_pkey" PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "service_accounts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id")
    ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT "service_accounts_scopes_check" CHECK (cardinality("scopes") > 0)
);
-- A revoked account keeps its name in the records; a new one may take it.
CREATE UNIQUE INDEX "service_accounts_name_key" ON "service_accounts" ("organization_id", lower("name"))
  WHERE "revoked_at" IS NULL;

-- The trigger writes as the owner of the tables, so that the service needs no right to write actors itself.
CREATE FUNCTION "record_actors"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO "actors" ("organization_id", "id") SELECT "organization_id", "id" FROM "added";
  RETURN NULL;
END;
$$;
CREATE TRIGGER "users_record_actors" AFTER INSERT ON "users"
  REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "record_actors"();
CREATE TRIGGER "service_accounts_record_actors" AFTER INSERT ON "service_accounts"
  REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "record_actors"();

ALTER TABLE "performance_logs"
  DROP CONSTRAINT "performance_logs_organization_id_actor_id_fkey",
  ADD CONSTRAINT "performance_logs_organization_id_actor_id_fkey" FOREIGN KEY ("organization_id", "actor_id")
    REFERENCES "actors"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "assignment_changes"
  DROP CONSTRAINT "assignment_changes_organization_id_actor_id_fkey",
  ADD CONSTRAINT "assignment_changes_organization_id_actor_id_fkey" FOREIGN KEY ("organization_id", "actor_id")
    REFERENCES "actors"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "audit_log"
  DROP CONSTRAINT "audit_log_organization_id_actor_id_fkey",
  ADD CONSTRAINT "audit_log_organization_id_actor_id_fkey" FOREIGN KEY ("organization_id", "actor_id")
    REFERENCES "actors"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "access_records"
  DROP CONSTRAINT "access_records_organization_id_viewer_id_fkey",
  ADD CONSTRAINT "access_records_organization_id_viewer_id_fkey" FOREIGN KEY ("organization_id", "viewer_id")
    REFERENCES "actors"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "api_tokens"
  ALTER COLUMN "user_id" DROP NOT NULL,
  ADD COLUMN "service_account_id" INTEGER,
  ADD CONSTRAINT "api_tokens_organization_id_service_account_id_fkey" FOREIGN KEY ("organization_id", "service_account_id")
    REFERENCES "service_accounts"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD CONSTRAINT "api_tokens_owner_check" CHECK (num_nonnulls("user_id", "service_account_id") = 1);
CREATE INDEX "api_tokens_organization_id_service_account_id_idx" ON "api_tokens"("organization_id", "service_account_id");
