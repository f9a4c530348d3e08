import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { readSums, runningSums, selectSums } from "@/lib/performance/ledger/queries/sum-columns";

/** An active member with what a policy needs for a score. */
export type ScoredMember = {
  readonly userId: MemberId;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
  readonly sums: Sums;
  readonly policyVersion: number;
};

/** All active members of an organization. */
export async function listScoredMembers(
  database: Database | Transaction,
  organizationId: number,
): Promise<readonly ScoredMember[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("user_performance as performance")
      .innerJoin("users as member", (join) =>
        join
          .onRef("member.organization_id", "=", "performance.organization_id")
          .onRef("member.id", "=", "performance.user_id"),
      )
      .select(["member.id", "member.username", "member.display_name", "member.alias"])
      .select(["performance.policy_version", selectSums(runningSums, "performance").as("sums")])
      .where("performance.organization_id", "=", organizationId)
      .where((eb) => eb.ref("performance.is_active")),
  );
  return rows.map((row) => ({
    userId: row.id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
    sums: readSums(row.sums),
    policyVersion: row.policy_version,
  }));
}

/** All members, deactivated and erased ones too, in the order of their ids. */
export async function listAllMemberIds(
  transaction: Transaction,
  organizationId: number,
): Promise<readonly MemberId[]> {
  const rows = await selectRows(
    transaction,
    kysely
      .selectFrom("user_performance")
      .select("user_id")
      .where("organization_id", "=", organizationId)
      .orderBy("user_id"),
  );
  return rows.map((row) => row.user_id);
}
