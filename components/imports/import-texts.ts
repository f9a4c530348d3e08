import type { PlainMessageKey } from "@/lib/i18n/messages";
import type { FileFieldName } from "@/lib/performance/domain/assignments/field-names";
import type { ImportDetail, ImportSummary } from "@/lib/performance/imports/schemas";

export const phaseLabels: Readonly<Record<ImportSummary["phase"], PlainMessageKey>> = {
  uploading: "imports.uploading",
  queued: "imports.queued",
  reading: "imports.reading",
  matching: "imports.matching",
  checking: "imports.checking",
  waiting: "imports.waiting",
  applying: "imports.applying",
  done: "imports.done",
  failed: "imports.failed",
  cancelled: "imports.cancelled",
  undoing: "imports.undoing",
  undone: "imports.undone",
};

const running: readonly ImportSummary["phase"][] = [
  ...(["uploading", "queued", "reading", "matching", "checking", "applying", "undoing"] as const),
];

/** Whether the import changes without the reader. */
export function isUnderWay({ phase }: Pick<ImportSummary, "phase">): boolean {
  return running.includes(phase);
}

export const fieldLabels: Readonly<Record<FileFieldName, PlainMessageKey>> = {
  external_id: "imports.fieldId",
  title: "imports.fieldTitle",
  assignee: "imports.fieldAssignee",
  assigned_at: "imports.fieldAssigned",
  started_at: "imports.fieldStarted",
  due_at: "imports.fieldDue",
  completed_at: "imports.fieldCompleted",
  difficulty: "imports.fieldDifficulty",
  required_skills: "imports.fieldSkills",
  skill_match: "imports.fieldMatch",
  status: "imports.fieldStatus",
  project: "imports.fieldProject",
};

export const outcomeLabels: Readonly<
  Record<Exclude<ImportDetail["people"][number]["outcome"], "created">, PlainMessageKey>
> = {
  matched: "imports.personMatched",
  skipped: "imports.personSkipped",
  unknown: "imports.personUnknown",
};
