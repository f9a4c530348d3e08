import "server-only";
import { jsonObject } from "@/lib/db/json";
import { kysely, type RowOf } from "@/lib/db/kysely";
import type { ContestStatus } from "@/lib/performance/domain/contests/contest-rules";
import type {
  ActorId,
  AssignmentChangeId,
  AssignmentId,
  ContestId,
  LedgerEntryId,
  MemberId,
  TeamId,
} from "@/lib/performance/domain/units/ids";
import { selectSupersedingId } from "@/lib/performance/ledger/queries/contested-records";

/** The names of a member in a contest. */
type Named = {
  readonly userId: MemberId;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
};

/** The contested change of an assignment, and the member who made it; null where that is not known. */
export type ContestedChange = {
  readonly id: AssignmentChangeId;
  readonly actorId: ActorId | null;
};

export type StoredContest = Named & {
  readonly organizationId: number;
  readonly id: ContestId;
  readonly teamId: TeamId | null;
  /** Null for a contest about a change. */
  readonly entryId: LedgerEntryId | null;
  /** Null for a contest about an entry. */
  readonly change: ContestedChange | null;
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

const contestColumns = [
  "contest.organization_id",
  "contest.id",
  "contest.user_id",
  "contest.entry_id",
  "contest.change_id",
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

/** The contests of an organization, `contests as contest`, with their `users as member`. */
export function selectContests(organizationId: number) {
  return kysely
    .selectFrom("contests as contest")
    .innerJoin("users as member", (join) =>
      join
        .onRef("member.organization_id", "=", "contest.organization_id")
        .onRef("member.id", "=", "contest.user_id"),
    )
    .leftJoin("performance_logs as entry", (join) =>
      join
        .onRef("entry.organization_id", "=", "contest.organization_id")
        .onRef("entry.id", "=", "contest.entry_id"),
    )
    .leftJoin("assignment_changes as change", (join) =>
      join
        .onRef("change.organization_id", "=", "contest.organization_id")
        .onRef("change.id", "=", "contest.change_id"),
    )
    .leftJoin("users as decider", (join) =>
      join
        .onRef("decider.organization_id", "=", "contest.organization_id")
        .onRef("decider.id", "=", "contest.decided_by"),
    )
    .select(contestColumns)
    .select(memberColumns)
    .select((eb) => [
      eb.fn.coalesce("entry.assignment_id", "change.assignment_id").as("assignment_id"),
      "change.actor_id",
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
    readonly actor_id: ActorId | null;
    readonly superseded_by: bigint | null;
    readonly decider: DeciderRow | null;
  };

/** Empty for an entry without an assignment, which cannot be contested. */
export function toContest(row: ContestRow): readonly StoredContest[] {
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
      change: row.change_id === null ? null : { id: row.change_id, actorId: row.actor_id },
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
