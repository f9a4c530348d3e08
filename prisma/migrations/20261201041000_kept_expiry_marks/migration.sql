-- A mark stays: with it, `pts verify` finds a removal that the audit log does not name, also of rows that no seal holds.
CREATE FUNCTION "keep_expiry_mark"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'record_expired_at of a member only ever grows: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END;
$$;

CREATE TRIGGER "users_expiry_mark_kept" BEFORE UPDATE OF "record_expired_at" ON "users"
  FOR EACH ROW
  WHEN (OLD."record_expired_at" IS NOT NULL
    AND (NEW."record_expired_at" IS NULL OR NEW."record_expired_at" < OLD."record_expired_at"))
  EXECUTE FUNCTION "keep_expiry_mark"();
