import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";

/** The scores of members; null without evidence. */
export async function listScores(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, ScoreHundredths | null>> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("user_performance")
      .select(["user_id", "score"])
      .where("organization_id", "=", organizationId)
      .where((eb) => eb("user_id", "=", anyOf(userIds))),
  );
  return new Map(rows.map(({ user_id, score }) => [user_id, score]));
}

/** Those of these assignments, by their `external_id`, that a member has. */
export async function listIdsOfMember(
  transaction: Transaction,
  organizationId: number,
  userId: MemberId,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await selectRows(
    transaction,
    kysely
      .selectFrom("assignments")
      .select("external_id")
      .where("organization_id", "=", organizationId)
      .where("user_id", "=", userId)
      .where((eb) => eb("external_id", "=", anyOf(externalIds))),
  );
  return new Set(rows.map(({ external_id }) => external_id));
}
