import { z } from "zod";
import { contentTypes, declareDownload } from "@/lib/http/download";
import { exportColumns, logsExportQuery } from "@/lib/performance/exports/schemas";
import {
  cursorParameter,
  dateParameter,
  instant,
  limitParameter,
  person,
} from "@/lib/performance/shared/schemas";

const actionParameter = z
  .string()
  .regex(/^[a-z_]{1,40}\.[a-z_]{1,40}$/, "must be an action as member.update")
  .describe("An action, as `member.update`.")
  .optional();

export const auditLogQuery = z.object({
  action: actionParameter,
  from: dateParameter.describe("The first local day."),
  to: dateParameter.describe("The last local day, included."),
  limit: limitParameter(50, 100),
  cursor: cursorParameter,
});
export type AuditLogQuery = z.output<typeof auditLogQuery>;

export const auditExportQuery = logsExportQuery
  .pick({ format: true, bom: true, cursor: true, after: true, from: true, to: true })
  .extend({ action: actionParameter });
export type AuditExportQuery = z.output<typeof auditExportQuery>;

/** Numbers, roles, names of fields, and settings from and to. */
export const auditDetail = z.record(z.string(), z.unknown());

export const auditEntry = z
  .object({
    id: z.number().int(),
    created_at: instant,
    action: z.string(),
    actor: person.nullable().describe("Null: the service itself, such as the command line."),
    subject_type: z.string(),
    subject_id: z.string(),
    subject: person.nullable().describe("The changed member; null for all other subjects."),
    detail: auditDetail,
  })
  .meta({ id: "AuditEntry" });
export type AuditEntryResponse = z.infer<typeof auditEntry>;

export const auditLog = z
  .object({
    entries: z.array(auditEntry).describe("Newest first."),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "AuditLog" });
export type AuditLogResponse = z.infer<typeof auditLog>;

export const ownAuditLogQuery = auditLogQuery.pick({ limit: true, cursor: true });

const auditExport = z
  .object({
    organization_id: z.number().int(),
    columns: exportColumns,
    export_date: instant,
    entries: z.array(auditEntry).describe("Newest first."),
  })
  .meta({ id: "AuditExport" });

export const auditExportFile = declareDownload({
  [contentTypes.json]: auditExport,
  [contentTypes.ndjson]: auditEntry,
  [contentTypes.csv]: z.string(),
});

/**
 * What others did with the access or the data of a member, which could let them act or read in the member's place; and
 * changes of how the member is assessed, which they have not read about.
 */
export type AccountNotice = {
  readonly kind: "reset_link" | "token" | "export" | "policy" | "privacy_mode" | "decision";
  /** The name of the person; null: the operator of the service, and always for a privacy mode. */
  readonly by: string | null;
  /** ISO 8601, UTC; of an export the beginning of its hour. */
  readonly at: string;
};
