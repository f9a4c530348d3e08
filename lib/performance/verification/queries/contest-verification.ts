import "server-only";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import type {
  AssignmentId,
  ContestId,
  LedgerEntryId,
  MemberId,
} from "@/lib/performance/domain/units/ids";
import { selectRecordedMember } from "@/lib/performance/ledger/queries/contested-records";

/** A contest about an entry that does not match its entry or correction. */
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

/**
 * Contests about entries whose entry or correction belongs to another member, or whose correction corrects another
 * entry.
 */
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
        ...(["contest.id", "contest.user_id", "entry.id as entry_id"] as const),
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

/** A contest about a change that does not match the record of its assignment, or its correction. */
export type MismatchedChangeContest = {
  readonly id: ContestId;
  readonly userId: MemberId;
  readonly assignmentId: AssignmentId;
  /** The member who raised it, if the record says that they ever had the assignment. */
  readonly holder: MemberId | null;
  /** Of the correction; those of the contest without one. */
  readonly correctionUserId: MemberId;
  readonly correctedAssignmentId: AssignmentId;
};

/**
 * Contests about changes of an assignment that the member never had, or whose correction is about another member or
 * assignment, or corrects nothing.
 */
export async function listMismatchedChangeContests(
  database: Database,
  organizationId: number,
): Promise<readonly MismatchedChangeContest[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("contests as contest")
      .innerJoin("assignment_changes as change", (join) =>
        join
          .onRef("change.organization_id", "=", "contest.organization_id")
          .onRef("change.id", "=", "contest.change_id"),
      )
      .leftJoin("performance_logs as correction", (join) =>
        join
          .onRef("correction.organization_id", "=", "contest.organization_id")
          .onRef("correction.id", "=", "contest.correcting_entry_id")
          .on("correction.corrects", "is not", null),
      )
      .select(["contest.id", "contest.user_id", "contest.correcting_entry_id"])
      .select("change.assignment_id")
      .select(["correction.user_id as correction_user_id", "correction.assignment_id as corrected"])
      .select((eb) =>
        eb
          .selectFrom("assignment_changes as held")
          .select(selectRecordedMember("held").as("holder"))
          .whereRef("held.organization_id", "=", "change.organization_id")
          .whereRef("held.assignment_id", "=", "change.assignment_id")
          .where(selectRecordedMember("held"), "=", eb.ref("contest.user_id"))
          .limit(1)
          .as("holder"),
      )
      .where("contest.organization_id", "=", organizationId)
      .orderBy("contest.id"),
  );
  return rows
    .map((row) => {
      const isCorrected = row.correcting_entry_id !== null;
      return {
        id: row.id,
        userId: row.user_id,
        assignmentId: row.assignment_id,
        holder: row.holder,
        correctionUserId: isCorrected ? (row.correction_user_id ?? 0) : row.user_id,
        correctedAssignmentId: isCorrected ? (row.corrected ?? 0n) : row.assignment_id,
      };
    })
    .filter(
      ({ userId, assignmentId, holder, correctionUserId, correctedAssignmentId }) =>
        holder !== userId || correctionUserId !== userId || correctedAssignmentId !== assignmentId,
    );
}
