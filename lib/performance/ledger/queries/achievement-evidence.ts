import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toPrismaSql } from "@/lib/db/prisma-fragment";
import type { ScoredEntry } from "@/lib/performance/domain/achievements/score-milestones";
import type { EntryKind } from "@/lib/performance/domain/ledger/append-entry";
import type { Completion } from "@/lib/performance/domain/ledger/completion-order";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { ledgerSums, selectSums, toSums } from "./sum-columns";

/** All counted completions of some members, by member, in their order. */
export async function listCompletions(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, readonly Completion[]>> {
  // A row of JSON for each member: a row for each completion takes several times as long to read.
  const rows = await database.$queryRaw<MemberRow<CompletionRow>[]>(Prisma.sql`
    SELECT user_id, json_agg(json_build_array(assignment_id, ${milliseconds("completed_at")}, completed_on, on_time,
      early_seconds, duration_seconds, skill_match, difficulty) ORDER BY completed_at, assignment_id) AS items
    FROM performance_facts
    WHERE organization_id = ${organizationId} AND user_id = ANY (${[...userIds]}::int[])
    GROUP BY user_id`);
  return new Map(rows.map(({ user_id: userId, items }) => [userId, items.map(readCompletion)]));
}

/** The whole ledgers of some members, by member, in the order of the ids. */
export async function listScoredEntries(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, readonly ScoredEntry[]>> {
  if (userIds.length === 0) return new Map();
  const rows = await database.$queryRaw<MemberRow<EntryRow>[]>(Prisma.sql`
    SELECT user_id, json_agg(json_build_array(id, kind, assignment_id, ${milliseconds("created_at")}, policy_version,
      performance_score, ${toPrismaSql(selectSums(ledgerSums, "entry"))}) ORDER BY id) AS items
    FROM performance_logs AS entry
    WHERE organization_id = ${organizationId} AND user_id = ANY (${[...userIds]}::int[])
    GROUP BY user_id`);
  return new Map(rows.map(({ user_id: userId, items }) => [userId, items.map(readEntry)]));
}

type MemberRow<Item> = { user_id: number; items: Item[] };

type CompletionRow = readonly [
  assignmentId: number,
  completedAt: number,
  completedOn: LocalDate,
  onTime: boolean | null,
  earlySeconds: number | null,
  durationSeconds: number | null,
  skillMatch: number | null,
  difficulty: number | null,
];

function readCompletion(row: CompletionRow): Completion {
  const [id, completedAt, completedOn, onTime, earlySeconds, durationSeconds, ...rest] = row;
  const [skillMatch, difficulty] = rest;
  return {
    assignmentId: BigInt(id),
    fact: {
      completedAt: new Date(completedAt),
      ...{ completedOn, onTime, earlySeconds, durationSeconds, skillMatch, difficulty },
    },
  };
}

type EntryRow = readonly [
  id: number,
  kind: EntryKind,
  assignmentId: number | null,
  createdAt: number,
  policyVersion: number,
  score: number | null,
  sums: readonly number[],
];

function readEntry(row: EntryRow): ScoredEntry {
  const [id, kind, assignmentId, createdAt, policyVersion, score, sums] = row;
  return {
    id: BigInt(id),
    kind,
    assignmentId: assignmentId === null ? null : BigInt(assignmentId),
    createdAt: new Date(createdAt),
    policyVersion,
    score,
    sums: toSums(sums),
  };
}

/** An instant as whole milliseconds, which is all that is kept of one. */
function milliseconds(column: "completed_at" | "created_at"): Prisma.Sql {
  return Prisma.raw(`(extract(epoch FROM ${column}) * 1000)::int8`);
}
