import "server-only";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import type { ContestId, LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";

/** A contest that does not match its entry or correction. */
export type MismatchedContest = {
  readonly id: ContestId;
  readonly userId: MemberId;
  readonly entryId: LedgerEntryId;
  /** The member of the contested entry; below, of the correction. */
  readonly entryUserId: MemberId;
  readonly correctionUserId: MemberId;
  /** The entry that the correction corrects. */
  readonly corrects: LedgerEntryId | null;
};

/** Contests whose entry or correction belongs to another member, or whose correction corrects another entry. */
export async function listMismatchedContests(
  database: Database,
  organizationId: number,
): Promise<readonly MismatchedContest[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("contests as contest")
      .innerJoin("performance_logs as entry", (join) =>
        join
          .onRef("entry.organization_id", "=", "contest.organization_id")
          .onRef("entry.id", "=", "contest.entry_id"),
      )
      .leftJoin("performance_logs as correction", (join) =>
        join
          .onRef("correction.organization_id", "=", "contest.organization_id")
          .onRef("correction.id", "=", "contest.correcting_entry_id"),
      )
      .select((eb) => [
        ...(["contest.id", "contest.user_id", "contest.entry_id"] as const),
        "entry.user_id as entry_user_id",
        eb.fn.coalesce("correction.user_id", "contest.user_id").as("correction_user_id"),
        eb
          .case()
          .when("contest.status", "=", "upheld")
          .then(eb.ref("correction.corrects"))
          .else(eb.ref("contest.entry_id"))
          .end()
          .as("corrects"),
      ])
      .where("contest.organization_id", "=", organizationId)
      .where((eb) =>
        eb.or([
          eb("entry.user_id", "!=", eb.ref("contest.user_id")),
          eb("contest.status", "=", "upheld").and(
            eb.or([
              eb("correction.user_id", "!=", eb.ref("contest.user_id")),
              eb("correction.corrects", "is distinct from", eb.ref("contest.entry_id")),
            ]),
          ),
        ]),
      )
      .orderBy("contest.id"),
  );
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    entryId: row.entry_id,
    entryUserId: row.entry_user_id,
    correctionUserId: row.correction_user_id,
    corrects: row.corrects,
  }));
}
