import { historyEntryExample } from "@/lib/performance/history/examples";
import {
  userSummaryResponseExample,
  userTrendsExample,
} from "@/lib/performance/summaries/examples";
import type { UserExport } from "./schemas";

export const userExportExample = {
  summary: userSummaryResponseExample,
  history: [historyEntryExample],
  trends: userTrendsExample,
  columns: [{ name: "performance_score", definition: "The score after the entry", unit: "0–100" }],
  export_date: "2024-05-15T14:30:00.000Z",
} satisfies UserExport;
