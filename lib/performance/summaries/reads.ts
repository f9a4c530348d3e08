import { defineRead } from "@/lib/http/define-read";
import type { userTrends } from "@/lib/performance/summaries/trend-schemas";
import type { trendsQuery, userParams, userSummaryResponse } from "./schemas";

export const userSummaryRead = defineRead<{
  params: typeof userParams;
  response: typeof userSummaryResponse;
}>("/api/performance/user/{id}/summary");

/** The trend of a period that ends today, or `offset_days` before. */
export const userTrendsRead = defineRead<{
  params: typeof userParams;
  query: typeof trendsQuery;
  response: typeof userTrends;
}>("/api/performance/user/{id}/trends");
