import { queryOptions } from "@tanstack/react-query";
import { toApiKey, toApiUrl } from "@/lib/http/api-url";
import { sendJson } from "@/lib/http/send-json";
import type { WhatIf } from "./schemas";

const PATH = "/api/performance/user/{id}/what-if";

/** What completing these assignments now would give. It is asked by POST, and changes nothing. */
export function whatIfCompletedOptions(userId: number, assignmentIds: readonly number[]) {
  const body = toCompletions(assignmentIds);
  return queryOptions({
    queryKey: [...toApiKey(PATH, { id: userId }), "completed", assignmentIds] as const,
    queryFn: () => sendJson<WhatIf>("POST", toApiUrl(PATH, { id: userId }), body),
  });
}

/** The body that asks for these completions. */
export function toCompletions(assignmentIds: readonly number[]) {
  return { completions: assignmentIds.map((id) => ({ assignment_id: id })) };
}
