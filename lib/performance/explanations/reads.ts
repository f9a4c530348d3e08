import { defineRead } from "@/lib/http/define-read";
import type { userParams } from "@/lib/performance/summaries/schemas";
import type { explanationQuery, userExplanation } from "./schemas";

export const userExplanationRead = defineRead<{
  params: typeof userParams;
  query: typeof explanationQuery;
  response: typeof userExplanation;
}>("/api/performance/user/{id}/explanation");
