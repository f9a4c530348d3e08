-- The planner keeps examples of what stands in a column, and those of a table that has become empty for ever: of these
-- texts, which may name people who are erased later and which no plan rests on, it keeps none.
ALTER TABLE "import_rows"
  ALTER COLUMN "external_id" SET STATISTICS 0,
  ALTER COLUMN "assignee" SET STATISTICS 0,
  ALTER COLUMN "content" SET STATISTICS 0,
  ALTER COLUMN "field" SET STATISTICS 0,
  ALTER COLUMN "reason" SET STATISTICS 0;
ALTER TABLE "sessions" ALTER COLUMN "user_agent" SET STATISTICS 0;
ALTER TABLE "api_tokens" ALTER COLUMN "name" SET STATISTICS 0;
