import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { PolicyResponse } from "@/lib/performance/policies/schemas";

export function policyOptions() {
  return queryOptions({
    queryKey: ["organization", "policy"],
    queryFn: ({ signal }) => fetchJson<PolicyResponse>("/api/performance/policy", { signal }),
  });
}
