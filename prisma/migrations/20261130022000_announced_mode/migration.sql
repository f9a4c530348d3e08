-- A mode that an approved change puts in force changes at its announced instant, before it is written into its column.
CREATE OR REPLACE FUNCTION "record_mode_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."mode_changed_at" IS NOT DISTINCT FROM OLD."mode_changed_at" THEN
    NEW."mode_changed_at" = clock_timestamp();
  END IF;
  RETURN NEW;
END;
$$;

-- An auditor sees themself alone, as an employee does: that they leave or come back changes nothing.
DROP TRIGGER "users_view_scope_changed" ON "users";
CREATE TRIGGER "users_view_scope_changed" BEFORE UPDATE OF "role", "lead_scope", "team_id", "deactivated_at" ON "users"
  FOR EACH ROW WHEN (
    OLD."role" <> NEW."role"
    OR (
      NEW."role" NOT IN ('employee', 'auditor')
      AND (OLD."deactivated_at" IS NULL) <> (NEW."deactivated_at" IS NULL)
    )
    OR (
      NEW."role" = 'team_lead'
      AND (OLD."lead_scope" <> NEW."lead_scope" OR OLD."team_id" IS DISTINCT FROM NEW."team_id")
    )
  ) EXECUTE FUNCTION "record_view_scope_change"();
