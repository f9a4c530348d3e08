import { removeInvisible } from "@/lib/ingest/readers/raw-row";
import type { FileFieldName } from "@/lib/performance/domain/assignments/field-names";

export type AssignmentStatus = "open" | "completed" | "cancelled";

/**
 * How the columns of a file become the fields of an assignment. Names of columns are compared by `normalizeColumnName`.
 */
export type Mapping = {
  /** As it is named in options. */
  readonly name: string;
  readonly label: string;
  /** A file with all of these columns is recognized. */
  readonly signature: readonly (readonly string[])[];
  /** Of the columns of a field, the first one with a value counts. */
  readonly columns: Readonly<Partial<Record<FileFieldName, readonly string[]>>>;
  /** Words in the column of the status, as `normalizeWord` writes them. */
  readonly statusWords: Readonly<Record<string, AssignmentStatus>>;
  readonly people: {
    /** A column of display names beside one of addresses or usernames, which say who the name is. */
    readonly nameColumn?: string;
    /** Whether a comma separates people, and not a family name from a given name. */
    readonly separatedByComma?: true;
    /** Whether names become members, and rows without an assignee are skipped, as in the files of trackers. */
    readonly areNames?: true;
  };
  /** Whether `skill:7` names a level; otherwise it is a label. */
  readonly skillsHaveLevels?: true;
  /** Whether only a status of `completed` has a time of completion, and a column with true replaces the status. */
  readonly completedByStatus?: { readonly trueColumn?: string };
  /** Words in a column that cancel an assignment whatever its status is. */
  readonly cancelledBy?: { readonly column: string; readonly words: readonly string[] };
  /** A second column of the status, for words that the table does not have. */
  readonly statusFallback?: string;
  readonly hasMilliseconds?: true;
  /** Whether a time in half days without leading zeros, as in `3/1/2024 9:05 AM`, has the month first. */
  readonly americanDates?: true;
  readonly timeZone?: string;
};

/** A word of a status as it is compared: without regard to case, spaces and apostrophes. */
export function normalizeWord(word: string): string {
  return removeInvisible(word)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’`]/g, "")
    .replace(/[\s_-]+/g, " ")
    .trim();
}

const completed = [
  ...["done", "closed", "complete", "completed", "resolved", "fixed", "verified", "merged"],
  ...["finished", "shipped", "released", "deployed", "delivered", "accepted", "erledigt", "fertig"],
  ...["geschlossen", "abgeschlossen"],
];
const cancelled = [
  ...["wont do", "wont fix", "cancelled", "canceled", "duplicate", "rejected", "declined"],
  ...["obsolete", "invalid", "abandoned", "removed", "cannot reproduce", "cant reproduce"],
  ...["as designed", "not planned", "discarded", "abgebrochen"],
];
const open = [
  ...["to do", "todo", "open", "opened", "in progress", "new", "backlog", "triage", "in review"],
  ...["review", "active", "blocked", "on hold", "waiting", "pending", "ready", "reopened"],
  ...["planned", "started", "not started", "unstarted", "submitted", "testing", "doing"],
  ...["committed", "proposed", "assigned", "working on it", "stuck", "feedback", "in development"],
  ...["selected for development", "offen", "neu", "in bearbeitung"],
];

/** The words of trackers. */
export const trackerStatusWords: Readonly<Record<string, AssignmentStatus>> = Object.fromEntries([
  ...completed.map((word) => [word, "completed"] as const),
  ...cancelled.map((word) => [word, "cancelled"] as const),
  ...open.map((word) => [word, "open"] as const),
]);
