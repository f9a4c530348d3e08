import { z } from "zod";
import { contentTypes, declareDownload } from "@/lib/http/download";
import { performanceLog } from "@/lib/performance/history/log-schemas";
import {
  dateParameter,
  daysParameter,
  idParameter,
  instant,
} from "@/lib/performance/shared/schemas";
import {
  entryKind,
  historyEntry,
  onlyParameter,
  userSummary,
  userSummaryResponse,
  userTrends,
} from "@/lib/performance/summaries/schemas";

export const exportFormat = z.enum(["json", "csv", "ndjson"]).default("json");
export type ExportFormat = z.output<typeof exportFormat>;

/** Whether CSV begins with a byte order mark, by which some spreadsheets know UTF-8. */
const bom = z
  .enum(["true", "false"])
  .default("false")
  .transform((value) => value === "true");

export const userExportQuery = z.object({
  format: z.enum(["json", "csv"]).default("json"),
  bom,
  days: daysParameter(30),
});

export const teamExportQuery = z.object({ format: exportFormat, bom });

export const logsExportQuery = z.object({
  format: exportFormat,
  bom,
  user_id: idParameter.optional(),
  kind: entryKind.optional(),
  only: onlyParameter,
  /** The first local day. */
  from: dateParameter,
  /** The last local day, included. */
  to: dateParameter,
});

/** What the columns of the file mean; `name` is the path of a value in JSON, and the header in CSV. */
export const exportColumns = z.array(
  z.object({
    name: z.string(),
    definition: z.string(),
    /** Null: a name, a kind, an id. */
    unit: z.string().nullable(),
  }),
);

export const userExport = z.object({
  summary: userSummaryResponse,
  /** The ledger of the period, newest first. */
  history: z.array(historyEntry),
  trends: userTrends,
  columns: exportColumns,
  export_date: instant,
});
export type UserExport = z.infer<typeof userExport>;

export const teamExport = z.object({
  organization_id: z.number().int(),
  columns: exportColumns,
  export_date: instant,
  /** Active members, in the order of the ranking. */
  members: z.array(userSummary),
});

export const logsExport = z.object({
  organization_id: z.number().int(),
  columns: exportColumns,
  export_date: instant,
  /** Newest first. */
  logs: z.array(performanceLog),
});

const csv = { [contentTypes.csv]: z.string() };

export const userExportFile = declareDownload({ [contentTypes.json]: userExport, ...csv });
export const teamExportFile = declareDownload({
  [contentTypes.json]: teamExport,
  [contentTypes.ndjson]: userSummary,
  ...csv,
});
export const logsExportFile = declareDownload({
  [contentTypes.json]: logsExport,
  [contentTypes.ndjson]: performanceLog,
  ...csv,
});
