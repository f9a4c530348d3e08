-- CreateEnum
CREATE TYPE "AssignmentEvent" AS ENUM ('baseline', 'created', 'changed', 'deleted');

-- CreateEnum
CREATE TYPE "ChangeSource" AS ENUM ('page', 'api', 'command_line', 'import', 'webhook', 'contest', 'job');

-- CreateEnum
CREATE TYPE "ChangeReason" AS ENUM ('error', 'absence');

-- CreateTable
CREATE TABLE "assignment_changes" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "assignment_id" BIGINT NOT NULL,
    "event" "AssignmentEvent" NOT NULL,
    "before" JSONB,
    "after" JSONB NOT NULL,
    "was_due_passed" BOOLEAN,
    "is_due_passed" BOOLEAN,
    "actor_id" INTEGER,
    "source" "ChangeSource",
    "reason" "ChangeReason",
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assignment_changes_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "assignment_changes_organization_id_assignment_id_id_idx" ON "assignment_changes"("organization_id", "assignment_id", "id");

-- AddForeignKey
ALTER TABLE "assignment_changes" ADD CONSTRAINT "assignment_changes_organization_id_actor_id_fkey" FOREIGN KEY ("organization_id", "actor_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- A record without a state before is the first, and the first has none.
ALTER TABLE "assignment_changes" ADD CONSTRAINT "assignment_changes_before_check" CHECK (
  ("before" IS NULL) = ("event" IN ('baseline', 'created'))
);

CREATE TRIGGER "assignment_changes_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "assignment_changes"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();

-- Whole milliseconds: JSON must not depend on the time zone of a session.
CREATE FUNCTION "to_milliseconds"("instant" timestamptz) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN (extract(epoch FROM "instant") * 1000)::bigint;

-- `[[skill, level], …]`, by skill.
CREATE FUNCTION "list_required_skills"("organization" integer, "assignment" bigint) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
  SELECT coalesce(jsonb_agg(jsonb_build_array("skill_id", "required_level") ORDER BY "skill_id"), '[]'::jsonb)
  FROM "assignment_skills" WHERE "organization_id" = "organization" AND "assignment_id" = "assignment"
);

-- Who changes an assignment, by what and why, as the transaction says it; null where it says nothing.
CREATE FUNCTION "get_change_author"(OUT "actor_id" integer, OUT "source" "ChangeSource", OUT "reason" "ChangeReason", OUT "at" timestamptz)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  "author" jsonb := nullif(current_setting('pts.change', true), '')::jsonb;
BEGIN
  "actor_id" := ("author" ->> 'actor_id')::integer;
  "source" := ("author" ->> 'source')::"ChangeSource";
  "reason" := ("author" ->> 'reason')::"ChangeReason";
  "at" := coalesce(("author" ->> 'at')::timestamptz(3), clock_timestamp());
END;
$$;

-- The triggers write as the owner of the tables, so that the service needs no right to write the record itself.
CREATE FUNCTION "record_created_assignments"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  "author" record := "get_change_author"();
BEGIN
  INSERT INTO "assignment_changes" (
    "organization_id", "assignment_id", "event", "after", "is_due_passed", "actor_id", "source", "reason", "created_at"
  )
  SELECT "organization_id", "id", 'created', jsonb_build_object(
      'user_id', "user_id", 'status', "status", 'deleted', "deleted_at" IS NOT NULL,
      'assigned_at', "to_milliseconds"("assigned_at"), 'started_at', "to_milliseconds"("started_at"),
      'due_at', "to_milliseconds"("due_at"), 'completed_at', "to_milliseconds"("completed_at"),
      'difficulty', "difficulty", 'skill_match', "skill_match",
      'required_skills', "list_required_skills"("organization_id", "id")
    ),
    "due_at" < "author"."at", "author"."actor_id", "author"."source", "author"."reason", "author"."at"
  FROM "created_rows" ORDER BY "organization_id", "id";
  RETURN NULL;
END;
$$;

-- Without nested loops: the plan is kept from the first call, and a later one may change very many rows.
CREATE FUNCTION "record_changed_assignments"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET enable_nestloop TO off AS $$
DECLARE
  "author" record := "get_change_author"();
BEGIN
  INSERT INTO "assignment_changes" (
    "organization_id", "assignment_id", "event", "before", "after", "was_due_passed", "is_due_passed",
    "actor_id", "source", "reason", "created_at"
  )
  SELECT "later"."organization_id", "later"."id",
    (CASE WHEN "later"."deleted_at" IS NOT NULL AND "former"."deleted_at" IS NULL
      THEN 'deleted' ELSE 'changed' END)::"AssignmentEvent",
    "changed"."before", "changed"."after",
    CASE WHEN "changed"."after" ? 'due_at' THEN "former"."due_at" < "author"."at" END,
    CASE WHEN "changed"."after" ? 'due_at' THEN "later"."due_at" < "author"."at" END,
    "author"."actor_id", "author"."source", "author"."reason", "author"."at"
  FROM "former_rows" AS "former"
  JOIN "later_rows" AS "later"
    ON "later"."organization_id" = "former"."organization_id" AND "later"."id" = "former"."id"
  CROSS JOIN LATERAL (
    SELECT jsonb_object_agg("field", "was") AS "before", jsonb_object_agg("field", "is") AS "after"
    FROM (VALUES
      ('user_id', to_jsonb("former"."user_id"), to_jsonb("later"."user_id")),
      ('status', to_jsonb("former"."status"), to_jsonb("later"."status")),
      ('deleted', to_jsonb("former"."deleted_at" IS NOT NULL), to_jsonb("later"."deleted_at" IS NOT NULL)),
      ('assigned_at', to_jsonb("to_milliseconds"("former"."assigned_at")), to_jsonb("to_milliseconds"("later"."assigned_at"))),
      ('started_at', to_jsonb("to_milliseconds"("former"."started_at")), to_jsonb("to_milliseconds"("later"."started_at"))),
      ('due_at', to_jsonb("to_milliseconds"("former"."due_at")), to_jsonb("to_milliseconds"("later"."due_at"))),
      ('completed_at', to_jsonb("to_milliseconds"("former"."completed_at")), to_jsonb("to_milliseconds"("later"."completed_at"))),
      ('difficulty', to_jsonb("former"."difficulty"), to_jsonb("later"."difficulty")),
      ('skill_match', to_jsonb("former"."skill_match"), to_jsonb("later"."skill_match"))
    ) AS "one" ("field", "was", "is")
    WHERE "was" IS DISTINCT FROM "is"
  ) AS "changed"
  WHERE (
    "former"."user_id", "former"."status", "former"."deleted_at" IS NULL, "former"."assigned_at", "former"."started_at",
    "former"."due_at", "former"."completed_at", "former"."difficulty", "former"."skill_match"
  ) IS DISTINCT FROM (
    "later"."user_id", "later"."status", "later"."deleted_at" IS NULL, "later"."assigned_at", "later"."started_at",
    "later"."due_at", "later"."completed_at", "later"."difficulty", "later"."skill_match"
  )
  ORDER BY "later"."organization_id", "later"."id";
  RETURN NULL;
END;
$$;

-- The record outlives an assignment that is deleted from the table.
CREATE FUNCTION "record_removed_assignments"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  "author" record := "get_change_author"();
BEGIN
  INSERT INTO "assignment_changes" (
    "organization_id", "assignment_id", "event", "before", "after", "actor_id", "source", "reason", "created_at"
  )
  SELECT "organization_id", "id", 'deleted',
    jsonb_build_object('deleted', "deleted_at" IS NOT NULL), jsonb_build_object('deleted', true),
    "author"."actor_id", "author"."source", "author"."reason", "author"."at"
  FROM "former_rows" ORDER BY "organization_id", "id";
  RETURN NULL;
END;
$$;

-- Compared with what is recorded: the record of an assignment that the same statement creates has them already.
CREATE FUNCTION "record_required_skills"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  "author" record := "get_change_author"();
BEGIN
  INSERT INTO "assignment_changes" (
    "organization_id", "assignment_id", "event", "before", "after", "actor_id", "source", "reason", "created_at"
  )
  SELECT "touched"."organization_id", "touched"."assignment_id", 'changed',
    jsonb_build_object('required_skills', "recorded"."skills"),
    jsonb_build_object('required_skills', "present"."skills"),
    "author"."actor_id", "author"."source", "author"."reason", "author"."at"
  FROM (SELECT DISTINCT "organization_id", "assignment_id" FROM "touched_rows") AS "touched"
  CROSS JOIN LATERAL (
    SELECT "after" -> 'required_skills' AS "skills" FROM "assignment_changes" AS "change"
    WHERE "change"."organization_id" = "touched"."organization_id"
      AND "change"."assignment_id" = "touched"."assignment_id" AND "after" ? 'required_skills'
    ORDER BY "change"."id" DESC LIMIT 1
  ) AS "recorded"
  CROSS JOIN LATERAL (
    SELECT "list_required_skills"("touched"."organization_id", "touched"."assignment_id") AS "skills"
  ) AS "present"
  WHERE "present"."skills" <> "recorded"."skills"
  ORDER BY "touched"."organization_id", "touched"."assignment_id";
  RETURN NULL;
END;
$$;

-- Temporary tables last: else a session could put a table of its own in the place of the record.
DO $$
DECLARE
  "name" text;
BEGIN
  FOREACH "name" IN ARRAY ARRAY[
    'record_created_assignments', 'record_changed_assignments', 'record_removed_assignments', 'record_required_skills'
  ] LOOP
    EXECUTE format('ALTER FUNCTION %I() SET search_path = %I, pg_temp', "name", current_schema());
  END LOOP;
END;
$$;

CREATE TRIGGER "assignments_created" AFTER INSERT ON "assignments"
  REFERENCING NEW TABLE AS "created_rows" FOR EACH STATEMENT EXECUTE FUNCTION "record_created_assignments"();
CREATE TRIGGER "assignments_changed" AFTER UPDATE ON "assignments"
  REFERENCING OLD TABLE AS "former_rows" NEW TABLE AS "later_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "record_changed_assignments"();
CREATE TRIGGER "assignments_removed" AFTER DELETE ON "assignments"
  REFERENCING OLD TABLE AS "former_rows" FOR EACH STATEMENT EXECUTE FUNCTION "record_removed_assignments"();

CREATE TRIGGER "assignment_skills_added" AFTER INSERT ON "assignment_skills"
  REFERENCING NEW TABLE AS "touched_rows" FOR EACH STATEMENT EXECUTE FUNCTION "record_required_skills"();
CREATE TRIGGER "assignment_skills_moved" AFTER UPDATE ON "assignment_skills"
  REFERENCING OLD TABLE AS "touched_rows" FOR EACH STATEMENT EXECUTE FUNCTION "record_required_skills"();
CREATE TRIGGER "assignment_skills_changed" AFTER UPDATE ON "assignment_skills"
  REFERENCING NEW TABLE AS "touched_rows" FOR EACH STATEMENT EXECUTE FUNCTION "record_required_skills"();
CREATE TRIGGER "assignment_skills_removed" AFTER DELETE ON "assignment_skills"
  REFERENCING OLD TABLE AS "touched_rows" FOR EACH STATEMENT EXECUTE FUNCTION "record_required_skills"();

-- What no record can follow is rejected: another id of an assignment, and TRUNCATE, which has no rows.
CREATE FUNCTION "reject_unrecorded_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'every change of % is recorded: this % cannot be', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END;
$$;

CREATE TRIGGER "assignments_keep_id" BEFORE UPDATE OF "organization_id", "id" ON "assignments"
  FOR EACH STATEMENT EXECUTE FUNCTION "reject_unrecorded_change"();
CREATE TRIGGER "assignments_no_truncate" BEFORE TRUNCATE ON "assignments"
  FOR EACH STATEMENT EXECUTE FUNCTION "reject_unrecorded_change"();
CREATE TRIGGER "assignment_skills_no_truncate" BEFORE TRUNCATE ON "assignment_skills"
  FOR EACH STATEMENT EXECUTE FUNCTION "reject_unrecorded_change"();

-- Of changes before this one nothing is known.
INSERT INTO "assignment_changes" ("organization_id", "assignment_id", "event", "after", "is_due_passed", "created_at")
  SELECT "assignment"."organization_id", "assignment"."id", 'baseline', jsonb_build_object(
      'user_id', "user_id", 'status', "status", 'deleted', "deleted_at" IS NOT NULL,
      'assigned_at', "to_milliseconds"("assigned_at"), 'started_at', "to_milliseconds"("started_at"),
      'due_at', "to_milliseconds"("due_at"), 'completed_at', "to_milliseconds"("completed_at"),
      'difficulty', "difficulty", 'skill_match', "skill_match", 'required_skills', coalesce("required"."skills", '[]'::jsonb)
    ),
    "due_at" < now(), now()
  FROM "assignments" AS "assignment"
  LEFT JOIN (
    SELECT "organization_id", "assignment_id",
      jsonb_agg(jsonb_build_array("skill_id", "required_level") ORDER BY "skill_id") AS "skills"
    FROM "assignment_skills" GROUP BY "organization_id", "assignment_id"
  ) AS "required"
    ON "required"."organization_id" = "assignment"."organization_id" AND "required"."assignment_id" = "assignment"."id"
  ORDER BY "assignment"."organization_id", "assignment"."id";

-- The planner keeps no examples of the values.
ALTER TABLE "assignment_changes" ALTER COLUMN "before" SET STATISTICS 0, ALTER COLUMN "after" SET STATISTICS 0;
