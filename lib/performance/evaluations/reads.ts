import { toApiUrl } from "@/lib/http/api-url";
import { defineRead } from "@/lib/http/define-read";
import type { evaluationList } from "./schemas";

export const evaluationsRead = defineRead<{ response: typeof evaluationList }>(
  "/api/performance/evaluations",
);

/** The URL that downloads the list of evaluations. */
export function getEvaluationsExportUrl(format: "csv" | "json") {
  return toApiUrl("/api/performance/export/evaluations", { format });
}
