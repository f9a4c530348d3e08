import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toKeyPrefix } from "@/lib/http/api-url";
import { sendJson } from "@/lib/http/send-json";
import type { DecisionResponse } from "@/lib/performance/decisions/schemas";

const path = "/api/performance/decisions";

/** Sends a change of decisions, then loads them again. */
export function useDecisionChange(below = "") {
  const queries = useQueryClient();
  return useMutation({
    networkMode: "always",
    mutationFn: (body: unknown) => sendJson<DecisionResponse>("POST", `${path}${below}`, body),
    onSuccess: () => queries.invalidateQueries({ queryKey: toKeyPrefix(path) }),
  });
}

export type DecisionChange = ReturnType<typeof useDecisionChange>;
