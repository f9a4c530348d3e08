import { definePagedRead } from "@/lib/http/define-read";
import type { releaseList, releasesQuery } from "./schemas";

export const releasesRead = definePagedRead<{
  query: typeof releasesQuery;
  response: typeof releaseList;
}>("/api/performance/releases");
