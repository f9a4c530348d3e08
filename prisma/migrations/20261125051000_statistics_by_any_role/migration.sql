-- Only the owner of a table may have it analyzed: the service may be another role (prisma/roles.sql).
CREATE FUNCTION "refresh_planner_statistics"() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  ANALYZE "assignments", "performance_facts", "performance_logs", "performance_snapshots", "user_performance", "users";
END;
$$;
