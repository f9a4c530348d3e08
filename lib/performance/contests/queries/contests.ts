import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { ContestStatus } from "@/lib/performance/domain/contests/contest-rules";
import { selectAnswer } from "@/lib/performance/ledger/queries/contested-entries";
import type { Group } from "@/lib/performance/ledger/queries/groups";

/** A member as they are named in a contest. */
type Named = {
  readonly userId: number;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
};

export type StoredContest = Named & {
  readonly organizationId: number;
  readonly id: bigint;
  readonly teamId: number | null;
  readonly entryId: bigint;
  readonly assignmentId: bigint;
  readonly status: ContestStatus;
  /** Null once the person was erased. */
  readonly reason: string | null;
  readonly raisedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly decider: Named | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly correctingEntryId: bigint | null;
  readonly seenAt: Date | null;
  /** The entry that corrected the contested one or took it back; null while it counts. */
  readonly answeredBy: bigint | null;
};

/** Whose contests: one's own, and those of others whom one sees; null leaves a part out. */
export type ContestReach = {
  readonly own: number | null;
  readonly others: Exclude<Group, { kind: "member" }> | null;
};

export type ContestFilter = {
  readonly reach: ContestReach;
  readonly status: ContestStatus | null;
  /** Only decided ones that the person has not noticed. */
  readonly isUnseen: boolean;
};

/** A page of contests, the last raised first. */
export async function listContests(
  database: Database | Transaction,
  organizationId: number,
  { reach, status, isUnseen }: ContestFilter,
  { before, limit }: { readonly before: bigint | null; readonly limit: number },
): Promise<readonly StoredContest[]> {
  const wanted = [
    within(reach),
    ...(status === null ? [] : [Prisma.sql`contest.status = ${status}::"ContestStatus"`]),
    ...(isUnseen ? [Prisma.sql`contest.decided_at IS NOT NULL AND contest.seen_at IS NULL`] : []),
    ...(before === null ? [] : [Prisma.sql`contest.id < ${before}`]),
  ];
  return selectContests(
    database,
    organizationId,
    Prisma.sql`${Prisma.join(wanted, " AND ")} ORDER BY contest.id DESC LIMIT ${limit}`,
  );
}

/** Null where the organization has no such contest. */
export async function findContest(
  database: Database | Transaction,
  organizationId: number,
  id: bigint,
): Promise<StoredContest | null> {
  const [found] = await selectContests(database, organizationId, Prisma.sql`contest.id = ${id}`);
  return found ?? null;
}

/** How many open contests of others somebody may decide. */
export async function countOpenContests(
  database: Database | Transaction,
  organizationId: number,
  others: ContestReach["others"],
  deciderId: number | null,
): Promise<number> {
  const [row] = await database.$queryRaw<{ open: number }[]>(Prisma.sql`
    SELECT count(*)::int AS open FROM contests AS contest
    JOIN users AS member ON member.organization_id = contest.organization_id
      AND member.id = contest.user_id
    WHERE contest.organization_id = ${organizationId} AND contest.status = 'open'
      AND contest.user_id IS DISTINCT FROM ${deciderId}::int
      AND ${within({ own: null, others })}`);
  return row?.open ?? 0;
}

/** Whether a member ever contested an entry. */
export async function hasContests(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
): Promise<boolean> {
  const found = await database.contest.findFirst({
    where: { organizationId, userId },
    select: { id: true },
  });
  return found !== null;
}

function within({ own, others }: ContestReach): Prisma.Sql {
  const parts = [
    ...(own === null ? [] : [Prisma.sql`contest.user_id = ${own}`]),
    ...(others?.kind === "organization" ? [Prisma.sql`true`] : []),
    ...(others?.kind === "team" ? [Prisma.sql`member.team_id = ${others.teamId}`] : []),
  ];
  return parts.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join(parts, " OR ")})`;
}

async function selectContests(
  database: Database | Transaction,
  organizationId: number,
  wanted: Prisma.Sql,
): Promise<readonly StoredContest[]> {
  const rows = await database.$queryRaw<ContestRow[]>(Prisma.sql`
    SELECT contest.organization_id, contest.id, contest.user_id, member.team_id, member.username,
      member.display_name, member.alias, contest.entry_id, entry.assignment_id,
      contest.status::text, contest.reason, contest.raised_at, contest.withdrawn_at,
      contest.decided_at, contest.decision_reason, contest.correcting_entry_id, contest.seen_at,
      CASE WHEN decider.id IS NOT NULL THEN json_build_object('userId', decider.id,
        'username', decider.username, 'displayName', decider.display_name, 'alias', decider.alias)
      END AS decider,
      ${selectAnswer} AS answered_by
    FROM contests AS contest
    JOIN users AS member ON member.organization_id = contest.organization_id
      AND member.id = contest.user_id
    JOIN performance_logs AS entry ON entry.organization_id = contest.organization_id
      AND entry.id = contest.entry_id
    LEFT JOIN users AS decider ON decider.organization_id = contest.organization_id
      AND decider.id = contest.decided_by
    WHERE contest.organization_id = ${organizationId} AND ${wanted}`);
  return rows.flatMap((row) => readContest(row));
}

type ContestRow = {
  organization_id: number;
  id: bigint;
  user_id: number;
  team_id: number | null;
  username: string;
  display_name: string;
  alias: string;
  entry_id: bigint;
  assignment_id: bigint | null;
  status: ContestStatus;
  reason: string | null;
  raised_at: Date;
  withdrawn_at: Date | null;
  decided_at: Date | null;
  decision_reason: string | null;
  correcting_entry_id: bigint | null;
  seen_at: Date | null;
  decider: Named | null;
  answered_by: bigint | null;
};

/** Only an entry about work is ever contested. */
function readContest(row: ContestRow): readonly StoredContest[] {
  if (row.assignment_id === null) return [];
  return [
    {
      organizationId: row.organization_id,
      id: row.id,
      userId: row.user_id,
      teamId: row.team_id,
      username: row.username,
      displayName: row.display_name,
      alias: row.alias,
      entryId: row.entry_id,
      assignmentId: row.assignment_id,
      status: row.status,
      reason: row.reason,
      raisedAt: row.raised_at,
      withdrawnAt: row.withdrawn_at,
      decider: row.decider,
      decidedAt: row.decided_at,
      decisionReason: row.decision_reason,
      correctingEntryId: row.correcting_entry_id,
      seenAt: row.seen_at,
      answeredBy: row.answered_by,
    },
  ];
}
