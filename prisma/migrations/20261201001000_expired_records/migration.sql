-- No statement of this migration may use these values: PostgreSQL allows it only after the commit.
ALTER TYPE "SealedTable" ADD VALUE 'aggregate_releases';
ALTER TYPE "SealedTable" ADD VALUE 'seal_expirations';

-- AlterTable
ALTER TABLE "users" ADD COLUMN "record_expired_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "seal_expirations" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "seal_number" INTEGER NOT NULL,
    "expired_rows" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "seal_expirations_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "seal_expirations_organization_id_seal_number_id_idx" ON "seal_expirations"("organization_id", "seal_number", "id");

-- AddForeignKey
ALTER TABLE "seal_expirations" ADD CONSTRAINT "seal_expirations_organization_id_seal_number_fkey" FOREIGN KEY ("organization_id", "seal_number") REFERENCES "seals"("organization_id", "number") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "seal_expirations" ADD CONSTRAINT "seal_expirations_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "seal_expirations"
  ADD CONSTRAINT "seal_expirations_rows_check" CHECK ("expired_rows" >= 1 AND "rows" BETWEEN 0 AND 999),
  ADD CONSTRAINT "seal_expirations_hash_check" CHECK ("hash" ~ '^[0-9a-f]{64}$');

CREATE TRIGGER "seal_expirations_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "seal_expirations"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();

-- The foreign key of a removed entry is checked by it.
CREATE INDEX "performance_logs_corrects_idx" ON "performance_logs" ("organization_id", "corrects")
  WHERE "corrects" IS NOT NULL;

-- Rows of the record can be removed only by the functions below, and only of a member who left and whose record is
-- marked as expired.
CREATE FUNCTION "is_record_expired"("organization" integer, "member" integer) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN EXISTS (
  SELECT FROM "users"
  WHERE "organization_id" = "organization" AND "id" = "member" AND "record_expired_at" >= "deactivated_at"
);

CREATE FUNCTION "reject_deletion"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('pts.expiring', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION '% is only ever appended to: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END;
$$;

CREATE FUNCTION "reject_unexpired_entries"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT DISTINCT "organization_id", "user_id" FROM "removed_rows") AS "removed"
    WHERE NOT "is_record_expired"("organization_id", "user_id")
  ) THEN
    RAISE EXCEPTION '% is only ever appended to: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END;
$$;

-- The whole record of an assignment that is gone, and that was last of such a member.
CREATE FUNCTION "reject_unexpired_changes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (
      SELECT "organization_id", "assignment_id",
        (array_agg(("after" ->> 'user_id')::integer ORDER BY "id" DESC) FILTER (WHERE "after" ? 'user_id'))[1] AS "user_id"
      FROM "removed_rows" GROUP BY "organization_id", "assignment_id"
    ) AS "removed"
    WHERE NOT coalesce("is_record_expired"("organization_id", "user_id"), false)
      OR EXISTS (
        SELECT FROM "assignments" AS "stored"
        WHERE "stored"."organization_id" = "removed"."organization_id" AND "stored"."id" = "removed"."assignment_id"
      )
      OR EXISTS (
        SELECT FROM "assignment_changes" AS "rest"
        WHERE "rest"."organization_id" = "removed"."organization_id"
          AND "rest"."assignment_id" = "removed"."assignment_id"
      )
  ) THEN
    RAISE EXCEPTION '% is only ever appended to: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END;
$$;

DROP TRIGGER "performance_logs_append_only" ON "performance_logs";
CREATE TRIGGER "performance_logs_append_only" BEFORE UPDATE OR TRUNCATE ON "performance_logs"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "performance_logs_kept" BEFORE DELETE ON "performance_logs"
  FOR EACH STATEMENT EXECUTE FUNCTION "reject_deletion"();
CREATE TRIGGER "performance_logs_expired_only" AFTER DELETE ON "performance_logs"
  REFERENCING OLD TABLE AS "removed_rows" FOR EACH STATEMENT EXECUTE FUNCTION "reject_unexpired_entries"();

DROP TRIGGER "assignment_changes_append_only" ON "assignment_changes";
CREATE TRIGGER "assignment_changes_append_only" BEFORE UPDATE OR TRUNCATE ON "assignment_changes"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "assignment_changes_kept" BEFORE DELETE ON "assignment_changes"
  FOR EACH STATEMENT EXECUTE FUNCTION "reject_deletion"();
CREATE TRIGGER "assignment_changes_expired_only" AFTER DELETE ON "assignment_changes"
  REFERENCING OLD TABLE AS "removed_rows" FOR EACH STATEMENT EXECUTE FUNCTION "reject_unexpired_changes"();

-- They delete as the owner of the tables, so that the service needs no right to delete from the record itself.
CREATE FUNCTION "delete_expired_entries"("organization" integer, "member" integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET "pts.expiring" TO 'on' AS $$
DECLARE
  "count" integer;
BEGIN
  DELETE FROM "performance_logs" WHERE "organization_id" = "organization" AND "user_id" = "member";
  GET DIAGNOSTICS "count" = ROW_COUNT;
  RETURN "count";
END;
$$;

CREATE FUNCTION "delete_expired_changes"("organization" integer, "assignments" bigint[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET "pts.expiring" TO 'on' AS $$
DECLARE
  "count" integer;
BEGIN
  DELETE FROM "assignment_changes" WHERE "organization_id" = "organization" AND "assignment_id" = ANY ("assignments");
  GET DIAGNOSTICS "count" = ROW_COUNT;
  RETURN "count";
END;
$$;

-- Temporary tables last: else a session could put a table of its own in the place of the record.
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION "delete_expired_entries"(integer, integer) SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION "delete_expired_changes"(integer, bigint[]) SET search_path = %I, pg_temp', current_schema());
END;
$$;
