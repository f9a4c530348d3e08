import "server-only";
import type { Expression, SqlBool } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { jsonObject } from "@/lib/db/json";
import { kysely, type RowOf, withAliases } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { ContestStatus } from "@/lib/performance/domain/contests/contest-rules";
import type {
  AssignmentId,
  ContestId,
  LedgerEntryId,
  MemberId,
  TeamId,
} from "@/lib/performance/domain/units/ids";
import { selectSupersedingId } from "@/lib/performance/ledger/queries/contested-entries";
import type { Group } from "@/lib/performance/ledger/queries/groups";

/** The names of a member in a contest. */
type Named = {
  readonly userId: MemberId;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
};

export type StoredContest = Named & {
  readonly organizationId: number;
  readonly id: ContestId;
  readonly teamId: TeamId | null;
  readonly entryId: LedgerEntryId;
  readonly assignmentId: AssignmentId;
  readonly status: ContestStatus;
  /** Null after the person's erasure. */
  readonly reason: string | null;
  readonly raisedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly decider: Named | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly correctingEntryId: LedgerEntryId | null;
  readonly seenAt: Date | null;
  /** The entry that corrected or reversed the contested one; null while it counts. */
  readonly supersededBy: bigint | null;
};

/** The reader's own contests, and those of the members they see; null leaves a part out. */
export type ContestReach = {
  readonly own: number | null;
  readonly others: Exclude<Group, { kind: "member" }> | null;
};

export type ContestFilter = {
  readonly reach: ContestReach;
  readonly status: ContestStatus | null;
  /** Only decided contests that the person has not seen. */
  readonly isUnseen: boolean;
};

/** A page of contests, the last raised first. */
export async function listContests(
  database: Database | Transaction,
  organizationId: number,
  { reach, status, isUnseen }: ContestFilter,
  { before, limit }: { readonly before: bigint | null; readonly limit: number },
): Promise<readonly StoredContest[]> {
  const rows = await selectRows(
    database,
    selectContests(organizationId)
      .where(isWithin(reach))
      .where((eb) =>
        eb.and([
          ...(status === null ? [] : [eb("contest.status", "=", status)]),
          ...(isUnseen ? [eb("contest.decided_at", "is not", null)] : []),
          ...(isUnseen ? [eb("contest.seen_at", "is", null)] : []),
          ...(before === null ? [] : [eb("contest.id", "<", before)]),
        ]),
      )
      .orderBy("contest.id", "desc")
      .limit(limit),
  );
  return rows.flatMap(toContest);
}

/** Null where the organization has no such contest. */
export async function findContest(
  database: Database | Transaction,
  organizationId: number,
  id: ContestId,
): Promise<StoredContest | null> {
  const row = await selectRow(
    database,
    selectContests(organizationId).where("contest.id", "=", id),
  );
  return row === null ? null : (toContest(row)[0] ?? null);
}

/** The number of open contests of other members that a member may decide. */
export async function countOpenContests(
  database: Database | Transaction,
  organizationId: number,
  others: ContestReach["others"],
  deciderId: MemberId | null,
): Promise<number> {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("contests as contest")
      .innerJoin("users as member", (join) =>
        join
          .onRef("member.organization_id", "=", "contest.organization_id")
          .onRef("member.id", "=", "contest.user_id"),
      )
      .select((eb) => castTo(eb.fn.countAll(), "int4").as("open"))
      .where("contest.organization_id", "=", organizationId)
      .where("contest.status", "=", "open")
      .where("contest.user_id", "is distinct from", deciderId)
      .where(isWithin({ own: null, others })),
  );
  return row?.open ?? 0;
}

/** Whether a member ever contested an entry. */
export async function hasContests(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
): Promise<boolean> {
  const found = await database.contest.findFirst({
    where: { organizationId, userId },
    select: { id: true },
  });
  return found !== null;
}

function isWithin({ own, others }: ContestReach): Expression<SqlBool> {
  const eb = withAliases<{ contest: "contests"; member: "users" }>();
  return eb.or([
    ...(own === null ? [] : [eb("contest.user_id", "=", own)]),
    ...(others?.kind === "organization" ? [eb.lit(true)] : []),
    ...(others?.kind === "team" ? [eb("member.team_id", "=", others.teamId)] : []),
  ]);
}

const contestColumns = [
  "contest.organization_id",
  "contest.id",
  "contest.user_id",
  "contest.entry_id",
  "contest.status",
  "contest.reason",
  "contest.raised_at",
  "contest.withdrawn_at",
  "contest.decided_at",
  "contest.decision_reason",
  "contest.correcting_entry_id",
  "contest.seen_at",
] as const;
const memberColumns = [
  "member.team_id",
  "member.username",
  "member.display_name",
  "member.alias",
] as const;

function selectContests(organizationId: number) {
  return kysely
    .selectFrom("contests as contest")
    .innerJoin("users as member", (join) =>
      join
        .onRef("member.organization_id", "=", "contest.organization_id")
        .onRef("member.id", "=", "contest.user_id"),
    )
    .innerJoin("performance_logs as entry", (join) =>
      join
        .onRef("entry.organization_id", "=", "contest.organization_id")
        .onRef("entry.id", "=", "contest.entry_id"),
    )
    .leftJoin("users as decider", (join) =>
      join
        .onRef("decider.organization_id", "=", "contest.organization_id")
        .onRef("decider.id", "=", "contest.decided_by"),
    )
    .select(contestColumns)
    .select(memberColumns)
    .select((eb) => [
      "entry.assignment_id",
      selectSupersedingId.as("superseded_by"),
      eb
        .case()
        .when("decider.id", "is not", null)
        .then(
          jsonObject({
            id: eb.ref("decider.id").$notNull(),
            username: eb.ref("decider.username").$notNull(),
            display_name: eb.ref("decider.display_name").$notNull(),
            alias: eb.ref("decider.alias").$notNull(),
          }),
        )
        .end()
        .as("decider"),
    ])
    .where("contest.organization_id", "=", organizationId);
}

type DeciderRow = {
  readonly id: number;
  readonly username: string;
  readonly display_name: string;
  readonly alias: string;
};

type ContestRow = RowOf<"contests", typeof contestColumns> &
  RowOf<"users", typeof memberColumns> & {
    readonly assignment_id: bigint | null;
    readonly superseded_by: bigint | null;
    readonly decider: DeciderRow | null;
  };

/** Empty for an entry without an assignment, which cannot be contested. */
function toContest(row: ContestRow): readonly StoredContest[] {
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
      decider: row.decider === null ? null : toDecider(row.decider),
      decidedAt: row.decided_at,
      decisionReason: row.decision_reason,
      correctingEntryId: row.correcting_entry_id,
      seenAt: row.seen_at,
      supersededBy: row.superseded_by,
    },
  ];
}

function toDecider(row: DeciderRow): Named {
  return {
    userId: row.id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
  };
}
