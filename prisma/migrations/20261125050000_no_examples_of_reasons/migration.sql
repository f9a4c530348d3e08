-- As of other texts about people: the planner keeps no examples of them.
ALTER TABLE "contests"
  ALTER COLUMN "reason" SET STATISTICS 0,
  ALTER COLUMN "decision_reason" SET STATISTICS 0;
ALTER TABLE "share_links" ALTER COLUMN "name" SET STATISTICS 0;
