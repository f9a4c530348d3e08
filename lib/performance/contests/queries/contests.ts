import "server-only";
import type { Expression, SqlBool } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, withAliases } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { anyOf, castTo } from "@/lib/db/sql-values";
import type { ContestStatus } from "@/lib/performance/domain/contests/contest-rules";
import type { ContestId, MemberId } from "@/lib/performance/domain/units/ids";
import type { Group } from "@/lib/performance/ledger/queries/groups";
import { type StoredContest, selectContests, toContest } from "./stored-contests";

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

/** Contests by id, in any order. */
export async function listContestsById(
  database: Database | Transaction,
  organizationId: number,
  ids: readonly ContestId[],
): Promise<readonly StoredContest[]> {
  if (ids.length === 0) return [];
  const rows = await selectRows(
    database,
    selectContests(organizationId).where("contest.id", "=", anyOf(ids)),
  );
  return rows.flatMap(toContest);
}

/** The number of open contests of other members that a member may decide without a second person. */
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
      .leftJoin("assignment_changes as change", (join) =>
        join
          .onRef("change.organization_id", "=", "contest.organization_id")
          .onRef("change.id", "=", "contest.change_id"),
      )
      .select((eb) => castTo(eb.fn.countAll(), "int4").as("open"))
      .where("contest.organization_id", "=", organizationId)
      .where("contest.status", "=", "open")
      .where("contest.user_id", "is distinct from", deciderId)
      .where((eb) =>
        eb.or([
          eb("change.actor_id", "is", null),
          eb("change.actor_id", "is distinct from", deciderId),
        ]),
      )
      .where(isWithin({ own: null, others })),
  );
  return row?.open ?? 0;
}

/** Whether a member ever raised a contest. */
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
