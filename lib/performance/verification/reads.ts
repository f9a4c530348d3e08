import { defineRead } from "@/lib/http/define-read";
import type { verificationList, verificationsQuery } from "./schemas";

export const verificationsRead = defineRead<{
  query: typeof verificationsQuery;
  response: typeof verificationList;
}>("/api/performance/verifications");
