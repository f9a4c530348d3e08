-- `organization:write` was the scope of all administration. What it allowed stays with the tokens that have it.
UPDATE "api_tokens"
SET "scopes" = "scopes" || ARRAY(
  SELECT "added" FROM unnest(ARRAY['organization:read', 'members:write', 'tokens:write']) AS "added"
  WHERE "added" <> ALL ("scopes")
)
WHERE 'organization:write' = ANY ("scopes");
