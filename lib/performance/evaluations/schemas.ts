import { z } from "zod";
import { contentTypes, declareDownload } from "@/lib/http/download";
import { privacyModes } from "@/lib/performance/domain/privacy/privacy-modes";
import { exportColumns, teamExportQuery } from "@/lib/performance/exports/schemas";
import { instant } from "@/lib/performance/shared/schemas";

/** Every kind of member, by what they may see. A lead of all leads the whole organization. */
export const evaluationReaders = [
  "employee",
  "team_lead",
  "team_lead_of_all",
  "manager",
  "auditor",
  "admin",
] as const;
export type EvaluationReader = (typeof evaluationReaders)[number];

/**
 * Whose figures a reader sees: their own, also those of the members of their team, also those of every member, or
 * figures of groups.
 */
const seenFigures = z.enum(["none", "own", "team", "all", "groups"]);
export type SeenFigures = z.infer<typeof seenFigures>;

const seenByReader = z.record(z.enum(evaluationReaders), seenFigures);

export const evaluation = z
  .object({
    operation_id: z
      .string()
      .describe("The operation of the API that shows it, and on which every page rests."),
    summary: z.string(),
    path: z.string().describe("As `GET /api/performance/user/{id}/summary`."),
    fields: z.array(z.string()).describe("The names of the numbers and times in the response."),
    by_link: z.boolean().describe("Whether it is shown through a share link that the member made."),
    readers: z
      .record(z.enum(privacyModes), seenByReader)
      .nullable()
      .describe("By privacy mode; null where a share link alone decides."),
  })
  .meta({ id: "Evaluation" });
export type Evaluation = z.infer<typeof evaluation>;

export const evaluationList = z
  .object({ evaluations: z.array(evaluation) })
  .meta({ id: "EvaluationList" });
export type EvaluationList = z.infer<typeof evaluationList>;

export const evaluationExportQuery = teamExportQuery;
export type EvaluationExportQuery = z.output<typeof evaluationExportQuery>;

export const evaluationExportFile = declareDownload({
  [contentTypes.json]: z
    .object({
      organization_id: z.number().int(),
      privacy_mode: z.enum(privacyModes),
      columns: exportColumns,
      export_date: instant,
      evaluations: z.array(evaluation),
    })
    .meta({ id: "EvaluationExport" }),
  [contentTypes.ndjson]: evaluation,
  [contentTypes.csv]: z.string(),
});
