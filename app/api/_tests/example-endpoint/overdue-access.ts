import type { AccessRow } from "@/app/api/_tests/access-row";
import { createMemberRow } from "@/app/api/_tests/access-row-builders";
import { allowOwnOr } from "@/app/api/_tests/access-rules";

export const overdueAccess: Readonly<Record<string, AccessRow>> = {
  "GET /api/performance/user/{id}/overdue": createMemberRow("id", allowOwnOr("view_team")),
};
