import { definePagedRead } from "@/lib/http/define-read";
import type { userParams } from "@/lib/performance/summaries/schemas";
import type { accessLogQuery, userAccessLog } from "./access-log-schemas";

export const accessLogRead = definePagedRead<{
  params: typeof userParams;
  query: typeof accessLogQuery;
  response: typeof userAccessLog;
}>("/api/performance/user/{id}/access-log");

export function accessLogOptions(userId: number) {
  return accessLogRead.pages({ id: userId, limit: 20 });
}
