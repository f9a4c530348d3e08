import { defineRead } from "@/lib/http/define-read";
import type { userParams } from "@/lib/performance/summaries/schemas";
import type { letter, letterQuery } from "./schemas";

export const letterRead = defineRead<{
  params: typeof userParams;
  query: typeof letterQuery;
  response: typeof letter;
}>("/api/performance/user/{id}/letter");
