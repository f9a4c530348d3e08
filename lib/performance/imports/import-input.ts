import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { SavedMappingKey } from "@/lib/performance/imports/queries/import-mappings";
import type { ImportRow } from "./import-row";
import type { PeopleSettings } from "./plan-people";

export type ImportProgress = {
  /** Rows are first read to the end of the file, then applied member by member. */
  readonly phase: "reading" | "applying";
  /** Rows read, or rows applied. */
  readonly done: number;
  /** Rows to apply; null until their number is known. */
  readonly total: number | null;
};

export type Rejection = {
  /** Counted from 1 after the header. */
  readonly row: number;
  readonly field: string;
  readonly reason: string;
  /** The row itself, by column. */
  readonly given: Readonly<Record<string, unknown>>;
};

/** A person in a file who was no member: the member that they became, or why their rows are rejected. */
export type FilePerson = {
  readonly name: string;
  readonly rows: number;
  /** The first of their rows by number. */
  readonly rowNumbers: readonly number[];
} & (
  | { readonly outcome: "created"; readonly username: string }
  | { readonly outcome: "matched" | "skipped" }
  | { readonly outcome: "unknown"; readonly reason: string }
);

/** How the scores of members would change, as a check computes it. */
export type ScoreEffect = {
  /** Members with rows that change something. */
  readonly members: number;
  /** Those who get their first score. */
  readonly first: number;
  readonly up: number;
  readonly down: number;
  readonly same: number;
  /** Those with too many rows to compute it before the import. */
  readonly unknown: number;
};

export type ImportInput = {
  readonly rows: AsyncIterable<ImportRow>;
  readonly format: "csv" | "ndjson" | "xlsx";
  /** Whether unknown assignees become members; otherwise their rows are rejected. */
  readonly createMembers: boolean;
  /** How people are recognized; by default a name is a username or an address, and nothing else is known of it. */
  readonly people?: Partial<Omit<PeopleSettings, "createMembers">>;
  /** Receives the people who were no members, once they are known. */
  readonly onPeople?: (people: readonly FilePerson[]) => void;
  /** Counts what the import would do, and changes nothing. */
  readonly dryRun: boolean;
  /** The saved mapping by which the file is read; by default none. */
  readonly saved?: SavedMappingKey | null;
  /** Who imports; by default the actor of the context. Rows about them are rejected, if they are a member. */
  readonly importerId?: MemberId | null;
  /** Ends the import at its next batch, by throwing its reason; then it goes on later. */
  readonly signal?: AbortSignal;
  /** Receives, in a dry run, how scores would change. */
  readonly onEffect?: (effect: ScoreEffect) => void | Promise<void>;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Receives the rejected rows by row number, a page at a time. */
  readonly onRejections?: (rejections: readonly Rejection[]) => void | Promise<void>;
};
