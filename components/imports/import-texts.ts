import type { PlainMessageKey } from "@/lib/i18n/messages";
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

export const outcomeLabels: Readonly<
  Record<Exclude<ImportDetail["people"][number]["outcome"], "created">, PlainMessageKey>
> = {
  matched: "imports.personMatched",
  skipped: "imports.personSkipped",
  unknown: "imports.personUnknown",
};
