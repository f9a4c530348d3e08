import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toPrismaSql } from "@/lib/db/prisma-fragment";
import type { EntryKind } from "@/lib/performance/domain/ledger/append-entry";
import { ERASED_TITLE } from "@/lib/performance/domain/privacy/erased-name";
import type { PerComponent } from "@/lib/performance/domain/scoring/policy";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import { ledgerSums, selectSums, toSums } from "./sum-columns";

/** A ledger entry as it was printed. */
export type StoredEntry = {
  readonly id: bigint;
  readonly createdAt: Date;
  readonly recordedAt: Date;
  readonly kind: EntryKind;
  readonly assignmentId: bigint | null;
  readonly corrects: bigint | null;
  readonly policyVersion: number;
  readonly sums: Sums;
  /** Hundredths. */
  readonly score: number | null;
  readonly scoreChange: number | null;
  readonly points: PerComponent<number | null>;
  readonly contributions: PerComponent<number | null>;
};

/** An entry, and the title of its assignment. */
export type TitledEntry = StoredEntry & { readonly assignmentTitle: string | null };

/** Where a page of entries begins: after this one, newest first. */
export type EntryCursor = { readonly createdAt: Date; readonly id: bigint };

/** What a figure of a member rests on. */
export type EvidenceName = "tasks" | "due" | "skill_rated" | "difficulty_rated" | "timed";

/** Which of a member's entries; what is undefined leaves its filter out. */
export type MemberEntryFilter = {
  /** The first instant at which they take effect. */
  readonly since: Date;
  readonly kind?: EntryKind | undefined;
  readonly entryId?: bigint | undefined;
  readonly assignmentId?: bigint | undefined;
  /** Those by which the completions count that a figure rests on: as many as its evidence, the newest of each assignment. */
  readonly evidence?: EvidenceName | undefined;
};

/**
 * Of the `assignment` of an `entry`. What an erased `member` did before it was given to somebody else is called as all their
 * work is, whatever its title is for whom it is now.
 */
export const selectTitle = Prisma.sql`CASE WHEN member.erased_at IS NULL THEN assignment.title
  WHEN entry.assignment_id IS NOT NULL THEN ${ERASED_TITLE} END AS assignment_title`;

/** A member's entries, newest first. */
export async function listMemberEntries(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
  page: MemberEntryFilter & { readonly after: EntryCursor | null; readonly limit: number },
): Promise<readonly TitledEntry[]> {
  const { after, limit, ...filter } = page;
  const following =
    after === null
      ? Prisma.empty
      : Prisma.sql`AND (entry.created_at, entry.id) < (${after.createdAt}, ${after.id})`;
  const rows = await database.$queryRaw<
    (EntryRow & { assignment_title: string | null })[]
  >(Prisma.sql`
    SELECT ${selectEntry}, ${selectTitle}
    FROM performance_logs AS entry
    JOIN users AS member ON member.organization_id = entry.organization_id
      AND member.id = entry.user_id
    LEFT JOIN assignments AS assignment ON assignment.organization_id = entry.organization_id
      AND assignment.id = entry.assignment_id
    WHERE ${amongMemberEntries(organizationId, userId, filter)} ${following}
    ORDER BY entry.created_at DESC, entry.id DESC
    LIMIT ${limit}`);
  return rows.map((row) => ({ ...readEntry(row), assignmentTitle: row.assignment_title }));
}

/** How many entries the filter leaves. */
export async function countMemberEntries(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
  filter: MemberEntryFilter,
): Promise<number> {
  const [row] = await database.$queryRaw<{ total: number }[]>(Prisma.sql`
    SELECT count(*)::int AS total FROM performance_logs AS entry
    WHERE ${amongMemberEntries(organizationId, userId, filter)}`);
  return row?.total ?? 0;
}

/** Which rows of `entry` are a member's, and in the filter. */
export function amongMemberEntries(
  organizationId: number,
  userId: number,
  filter: MemberEntryFilter,
): Prisma.Sql {
  const { since, kind, entryId, assignmentId, evidence } = filter;
  return Prisma.join(
    [
      Prisma.sql`entry.organization_id = ${organizationId} AND entry.user_id = ${userId}`,
      Prisma.sql`entry.created_at >= ${since}`,
      ...(kind === undefined ? [] : [Prisma.sql`entry.kind = ${kind}::"EntryKind"`]),
      ...(entryId === undefined ? [] : [Prisma.sql`entry.id = ${entryId}`]),
      ...(assignmentId === undefined ? [] : [Prisma.sql`entry.assignment_id = ${assignmentId}`]),
      ...(evidence === undefined ? [] : [restsOn(evidence)]),
    ],
    " AND ",
  );
}

const factColumns: Readonly<Record<EvidenceName, Prisma.Sql>> = {
  tasks: Prisma.sql`fact.completed_on`,
  due: Prisma.sql`fact.on_time`,
  skill_rated: Prisma.sql`fact.skill_match`,
  difficulty_rated: Prisma.sql`fact.difficulty`,
  timed: Prisma.sql`fact.duration_seconds`,
};

/** The newest entry of an assignment is the one by which it counts; policies have none. */
function restsOn(evidence: EvidenceName): Prisma.Sql {
  return Prisma.sql`EXISTS (
      SELECT FROM performance_facts AS fact
      WHERE fact.organization_id = entry.organization_id AND fact.user_id = entry.user_id
        AND fact.assignment_id = entry.assignment_id AND ${factColumns[evidence]} IS NOT NULL)
    AND NOT EXISTS (
      SELECT FROM performance_logs AS later
      WHERE later.organization_id = entry.organization_id AND later.user_id = entry.user_id
        AND later.assignment_id = entry.assignment_id AND later.id > entry.id)`;
}

/** The columns of an entry, for `readEntry`. */
export const selectEntry = Prisma.sql`
  entry.id, entry.created_at, entry.recorded_at, entry.kind::text, entry.assignment_id,
  entry.corrects, entry.policy_version, ${toPrismaSql(selectSums(ledgerSums, "entry"))} AS sums,
  entry.performance_score, entry.score_change,
  entry.points_on_time, entry.points_skill, entry.points_difficulty,
  entry.contribution_on_time, entry.contribution_skill, entry.contribution_difficulty`;

export type EntryRow = {
  id: bigint;
  created_at: Date;
  recorded_at: Date;
  kind: EntryKind;
  assignment_id: bigint | null;
  corrects: bigint | null;
  policy_version: number;
  sums: number[];
  performance_score: number | null;
  score_change: number | null;
  points_on_time: number | null;
  points_skill: number | null;
  points_difficulty: number | null;
  contribution_on_time: number | null;
  contribution_skill: number | null;
  contribution_difficulty: number | null;
};

export function readEntry(row: EntryRow): StoredEntry {
  return {
    id: row.id,
    createdAt: row.created_at,
    recordedAt: row.recorded_at,
    kind: row.kind,
    assignmentId: row.assignment_id,
    corrects: row.corrects,
    policyVersion: row.policy_version,
    sums: toSums(row.sums),
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
