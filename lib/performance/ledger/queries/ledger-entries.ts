import "server-only";
import type { Expression, SqlBool } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type RowOf, withAliases } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { EntryKind } from "@/lib/performance/domain/ledger/append-entry";
import { ERASED_TITLE } from "@/lib/performance/domain/privacy/erased-name";
import type { PerComponent } from "@/lib/performance/domain/scoring/policy";
import type { LedgerSums } from "@/lib/performance/domain/scoring/sums";
import type { AssignmentId, LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import type { NewestEntry } from "./groups";
import { readLedgerSums, selectLedgerSums } from "./sum-columns";

/** A ledger entry as it was printed. */
export type StoredEntry = {
  readonly id: LedgerEntryId;
  readonly createdAt: Date;
  readonly recordedAt: Date;
  readonly kind: EntryKind;
  readonly assignmentId: AssignmentId | null;
  readonly corrects: LedgerEntryId | null;
  readonly policyVersion: number;
  readonly sums: LedgerSums;
  readonly score: ScoreHundredths | null;
  readonly scoreChange: ScoreHundredths | null;
  readonly points: PerComponent<ScoreHundredths | null>;
  readonly contributions: PerComponent<ScoreHundredths | null>;
};

/** An entry, and the title of its assignment. */
export type TitledEntry = StoredEntry & { readonly assignmentTitle: string | null };

/** The entry before a page, newest first. */
export type EntryCursor = { readonly createdAt: Date; readonly id: LedgerEntryId };

/** The completions that a figure of a member rests on. */
export type EvidenceName = "tasks" | "due" | "skill_rated" | "difficulty_rated" | "timed";

/** Filters of a member's entries; undefined leaves a filter out. */
export type MemberEntryFilter = {
  /** The earliest `createdAt`. */
  readonly since: Date;
  /** The largest id. */
  readonly upTo?: bigint | undefined;
  readonly kind?: EntryKind | undefined;
  readonly entryId?: LedgerEntryId | undefined;
  readonly assignmentId?: AssignmentId | undefined;
  /** Only the newest entry of each completion that the figure rests on. */
  readonly evidence?: EvidenceName | undefined;
  /** Only the newest entry of each completion that was late, or whose due date was moved. */
  readonly only?: "late" | "moved" | undefined;
};

/** A member's entries, newest first. */
export async function listMemberEntries(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
  page: MemberEntryFilter & { readonly after: EntryCursor | null; readonly limit: number },
): Promise<readonly TitledEntry[]> {
  const { after, limit, ...filter } = page;
  const rows = await selectRows(
    database,
    selectTitledEntries()
      .where(isAmongMemberEntries(organizationId, userId, filter))
      .where(isAfter(after))
      .orderBy("entry.created_at", "desc")
      .orderBy("entry.id", "desc")
      .limit(limit),
  );
  return rows.map(toTitledEntry);
}

/** The number of entries in the filter, and the member's newest entry of all. */
export async function countMemberEntries(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
  filter: MemberEntryFilter,
): Promise<NewestEntry & { readonly total: number }> {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("user_performance as performance")
      .crossJoinLateral(
        kysely
          .selectFrom("performance_logs as entry")
          .select((eb) => castTo(eb.fn.countAll(), "int4").as("total"))
          .where(isAmongMemberEntries(organizationId, userId, filter))
          .as("counted"),
      )
      .select(["counted.total", "performance.newest_entry_id", "performance.policy_version"])
      .where("performance.organization_id", "=", organizationId)
      .where("performance.user_id", "=", userId),
  );
  return {
    total: row?.total ?? 0,
    newestEntryId: row?.newest_entry_id ?? null,
    policyVersion: row?.policy_version ?? null,
  };
}

const entry = withAliases<{ entry: "performance_logs" }>();

/** Whether an `entry` is a member's, and in the filter. */
export function isAmongMemberEntries(
  organizationId: number,
  userId: MemberId,
  filter: MemberEntryFilter,
): Expression<SqlBool> {
  const { since, upTo, kind, entryId, assignmentId, evidence, only } = filter;
  return entry.and([
    entry("entry.organization_id", "=", organizationId),
    entry("entry.user_id", "=", userId),
    entry("entry.created_at", ">=", since),
    ...(upTo === undefined ? [] : [entry("entry.id", "<=", upTo)]),
    ...(kind === undefined ? [] : [entry("entry.kind", "=", kind)]),
    ...(entryId === undefined ? [] : [entry("entry.id", "=", entryId)]),
    ...(assignmentId === undefined ? [] : [entry("entry.assignment_id", "=", assignmentId)]),
    ...(evidence === undefined ? [] : [isEvidence(hasEvidence(evidence))]),
    ...(only === undefined ? [] : [isEntryOfOnly(only)]),
  ]);
}

/** Whether an `entry` comes after a position, newest first; true without a position. */
export function isAfter(position: EntryCursor | null): Expression<SqlBool> {
  return position === null
    ? entry.lit(true)
    : entry(
        entry.refTuple("entry.created_at", "entry.id"),
        "<",
        entry.tuple(position.createdAt, position.id),
      );
}

const factColumns = {
  tasks: "fact.completed_on",
  due: "fact.on_time",
  skill_rated: "fact.skill_match",
  difficulty_rated: "fact.difficulty",
  timed: "fact.duration_seconds",
} as const satisfies Readonly<Record<EvidenceName, string>>;

const counted = withAliases<{ fact: "performance_facts" }>();

function hasEvidence(evidence: EvidenceName): Expression<SqlBool> {
  return counted(factColumns[evidence], "is not", null);
}

const isOnly = {
  late: counted("fact.on_time", "is", false),
  moved: counted.or([counted.ref("fact.due_moved"), counted.ref("fact.due_moved_for_absence")]),
} as const satisfies Readonly<Record<"late" | "moved", Expression<SqlBool>>>;

export type OnlyName = keyof typeof isOnly;

/** Whether an `entry` is the newest one of a completion that was late, or whose due date was moved. */
export function isEntryOfOnly(only: OnlyName): Expression<SqlBool> {
  return isEvidence(isOnly[only]);
}

/** Whether an `entry` is the newest one of a completion whose `fact` meets a condition. */
function isEvidence(condition: Expression<SqlBool>): Expression<SqlBool> {
  const fact = entry
    .selectFrom("performance_facts as fact")
    .select("fact.entry_id")
    .whereRef("fact.organization_id", "=", "entry.organization_id")
    .whereRef("fact.user_id", "=", "entry.user_id")
    .whereRef("fact.assignment_id", "=", "entry.assignment_id")
    .where(condition);
  const later = entry
    .selectFrom("performance_logs as later")
    .select("later.id")
    .whereRef("later.organization_id", "=", "entry.organization_id")
    .whereRef("later.user_id", "=", "entry.user_id")
    .whereRef("later.assignment_id", "=", "entry.assignment_id")
    .whereRef("later.id", ">", "entry.id");
  return entry.and([entry.exists(fact), entry.not(entry.exists(later))]);
}

/** The columns of an `entry`, with `selectEntrySums`, for `toEntry`. */
export const entryColumns = [
  "entry.id",
  "entry.created_at",
  "entry.recorded_at",
  "entry.kind",
  "entry.assignment_id",
  "entry.corrects",
  "entry.policy_version",
  "entry.performance_score",
  "entry.score_change",
  "entry.points_on_time",
  "entry.points_skill",
  "entry.points_difficulty",
  "entry.contribution_on_time",
  "entry.contribution_skill",
  "entry.contribution_difficulty",
] as const;

export const selectEntrySums = selectLedgerSums.as("sums");

export type EntryRow = RowOf<"performance_logs", typeof entryColumns> & {
  readonly sums: readonly number[];
};

export function toEntry(row: EntryRow): StoredEntry {
  return {
    id: row.id,
    createdAt: row.created_at,
    recordedAt: row.recorded_at,
    kind: row.kind,
    assignmentId: row.assignment_id,
    corrects: row.corrects,
    policyVersion: row.policy_version,
    sums: readLedgerSums(row.sums),
    score: row.performance_score,
    scoreChange: row.score_change,
    points: {
      onTime: row.points_on_time,
      skill: row.points_skill,
      difficulty: row.points_difficulty,
    },
    contributions: {
      onTime: row.contribution_on_time,
      skill: row.contribution_skill,
      difficulty: row.contribution_difficulty,
    },
  };
}

const titled = withAliases<{
  entry: "performance_logs";
  member: "users";
  assignment: "assignments";
}>();

/**
 * The title of the `assignment` of an `entry`. For an erased `member` it is the title of all erased work, even if
 * another member has the assignment now.
 */
export const selectTitle = titled
  .case()
  .when("member.erased_at", "is", null)
  .then(titled.ref("assignment.title"))
  .when("entry.assignment_id", "is not", null)
  .then(ERASED_TITLE)
  .end()
  .as("assignment_title");

/** Entries with the titles of their assignments. */
export function selectTitledEntries() {
  return kysely
    .selectFrom("performance_logs as entry")
    .innerJoin("users as member", (join) =>
      join
        .onRef("member.organization_id", "=", "entry.organization_id")
        .onRef("member.id", "=", "entry.user_id"),
    )
    .leftJoin("assignments as assignment", (join) =>
      join
        .onRef("assignment.organization_id", "=", "entry.organization_id")
        .onRef("assignment.id", "=", "entry.assignment_id"),
    )
    .select(entryColumns)
    .select([selectEntrySums, selectTitle]);
}

export function toTitledEntry(
  row: EntryRow & { readonly assignment_title: string | null },
): TitledEntry {
  return { ...toEntry(row), assignmentTitle: row.assignment_title };
}
