-- The entries that proposals lack which became void, or were used, before such an end was recorded.
INSERT INTO "audit_log" ("organization_id", "actor_id", "action", "subject_type", "subject_id", "detail", "created_at")
SELECT
  "organization_id", "ended_by", 'proposal.void', 'proposal', "id"::text,
  jsonb_build_object("setting", jsonb_build_object('from', "from_value", 'to', "to_value")), "ended_at"
FROM "setting_proposals"
WHERE "end_reason" = 'void'
ORDER BY "organization_id", "ended_at", "id";
