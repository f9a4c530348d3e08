import { definePagedRead } from "@/lib/http/define-read";
import type { decisionList, decisionsQuery } from "./schemas";

export const decisionsRead = definePagedRead<{
  query: typeof decisionsQuery;
  response: typeof decisionList;
}>("/api/performance/decisions");

export function decisionsOptions(userId: number) {
  return decisionsRead.pages({ user_id: userId, limit: 20 });
}
