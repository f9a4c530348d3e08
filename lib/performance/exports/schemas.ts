import { z } from "zod";
import { contentTypes, declareDownload } from "@/lib/http/download";
import { performanceLog } from "@/lib/performance/history/log-schemas";
import {
  bigIdParameter,
  booleanParameter,
  cursorParameter,
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
} from "@/lib/performance/summaries/schemas";
import { userTrends } from "@/lib/performance/summaries/trend-schemas";

export const exportFormat = z
  .enum(["json", "csv", "ndjson"])
  .default("json")
  .describe("The format of the file.");
export type ExportFormat = z.output<typeof exportFormat>;

const bom = booleanParameter
  .default(false)
  .describe("Whether CSV begins with a byte order mark, by which some spreadsheets detect UTF-8.");

export const teamExportQuery = z.object({ format: exportFormat, bom });

/** What resumes a download that broke off. */
const resumeParameters = {
  cursor: cursorParameter.describe(
    "To resume a download that broke off: its `Resume-Cursor`, with the same format and filters. The file then goes on after the row that `after` names, with no row that was written since. Not with `format=json`.",
  ),
  after: bigIdParameter
    .optional()
    .describe("With `cursor`: the `id` of the last whole row that you have; left out: none."),
};

export const userExportQuery = z.object({
  format: z.enum(["json", "csv"]).default("json").describe("The format of the file."),
  bom,
  ...resumeParameters,
  days: daysParameter(30),
});

export const logsExportQuery = z.object({
  format: exportFormat,
  bom,
  ...resumeParameters,
  user_id: idParameter.optional().describe("Only entries of this member."),
  kind: entryKind.optional().describe("Only entries of this kind."),
  only: onlyParameter,
  from: dateParameter.describe("The first local day."),
  to: dateParameter.describe("The last local day, included."),
});

/** What the columns of the file mean; `name` is the path of a value in JSON, and the header in CSV. */
export const exportColumns = z.array(
  z
    .object({
      name: z.string(),
      definition: z.string(),
      unit: z.string().nullable().describe("Null: a name, a kind, an id."),
    })
    .meta({ id: "ExportColumn" }),
);

export const userExport = z
  .object({
    summary: userSummaryResponse,
    history: z.array(historyEntry).describe("The ledger of the period, newest first."),
    trends: userTrends,
    columns: exportColumns,
    export_date: instant,
  })
  .meta({ id: "UserExport" });
export type UserExport = z.infer<typeof userExport>;

export const teamExport = z
  .object({
    organization_id: z.number().int(),
    columns: exportColumns,
    export_date: instant,
    members: z.array(userSummary).describe("Active members, in the order of the ranking."),
  })
  .meta({ id: "TeamExport" });

export const logsExport = z
  .object({
    organization_id: z.number().int(),
    columns: exportColumns,
    export_date: instant,
    logs: z.array(performanceLog).describe("Newest first."),
  })
  .meta({ id: "LogsExport" });

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
