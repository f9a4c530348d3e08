import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, withAliases } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { MemberId, OrganizationId } from "@/lib/performance/domain/units/ids";

export type Due = {
  /** Members who left later are not due. */
  readonly leftBefore: Date;
  readonly now: Date;
};

/**
 * The members whose record is due: who left long enough ago, were never expired or have work again, and have no
 * open contest, contested decision or proposal by or about them.
 */
function selectExpiring(organizationId: OrganizationId, { leftBefore, now }: Due) {
  return kysely
    .selectFrom("users as member")
    .select(["member.id", "member.deactivated_at"])
    .where("member.organization_id", "=", organizationId)
    .where("member.deactivated_at", "<=", leftBefore)
    .where((eb) =>
      eb.or([
        eb("member.record_expired_at", "is", null),
        eb("member.record_expired_at", "<", eb.ref("member.deactivated_at")),
        eb.exists(
          eb
            .selectFrom("performance_logs as entry")
            .select("entry.id")
            .where("entry.organization_id", "=", organizationId)
            .whereRef("entry.user_id", "=", "member.id")
            .where("entry.kind", "!=", "policy"),
        ),
        // Imports write it. One that the record of another member needs is deleted, and stays.
        eb.exists(
          eb
            .selectFrom("assignments as assignment")
            .select("assignment.id")
            .where("assignment.organization_id", "=", organizationId)
            .whereRef("assignment.user_id", "=", "member.id")
            .where("assignment.deleted_at", "is", null),
        ),
      ]),
    )
    .where((eb) => eb.not(eb.or(selectRunning(organizationId, now))));
}

const person = withAliases<{ member: "users" }>();

/** Whether a contest, a contested decision or a proposal by or about the `member` is still open. */
function selectRunning(organizationId: OrganizationId, now: Date) {
  return [
    selectOpenContest(organizationId),
    person.exists(
      person
        .selectFrom("decisions as decision")
        .select("decision.id")
        .where("decision.organization_id", "=", organizationId)
        .whereRef("decision.user_id", "=", "member.id")
        .where("decision.contested_at", "is not", null)
        .where("decision.replied_at", "is", null)
        .where("decision.texts_erased_at", "is", null),
    ),
    person.exists(
      person
        .selectFrom("setting_proposals as proposal")
        .select("proposal.id")
        .where("proposal.organization_id", "=", organizationId)
        .where("proposal.ended_at", "is", null)
        .where((eb) =>
          eb.or([eb("proposal.effective_at", "is", null), eb("proposal.effective_at", ">", now)]),
        )
        .where((eb) =>
          eb.or([
            eb("proposal.proposed_by", "=", eb.ref("member.id")),
            eb("proposal.setting", "in", ["last_auditor", "reset_link"]).and(
              "proposal.from_value",
              "=",
              castTo(eb.ref("member.id"), "text"),
            ),
          ]),
        ),
    ),
  ];
}

/** Whether a contest by the `member`, or about an assignment that the `member` has now, is open. */
function selectOpenContest(organizationId: OrganizationId) {
  return person.exists(
    person
      .selectFrom("contests as contest")
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
      .leftJoin("assignments as assignment", (join) =>
        join
          .onRef("assignment.organization_id", "=", "contest.organization_id")
          .on((eb) =>
            eb("assignment.id", "=", eb.fn.coalesce("entry.assignment_id", "change.assignment_id")),
          ),
      )
      .select("contest.id")
      .where("contest.organization_id", "=", organizationId)
      .where("contest.status", "=", "open")
      .where((eb) =>
        eb.or([
          eb("contest.user_id", "=", eb.ref("member.id")),
          eb("assignment.user_id", "=", eb.ref("member.id")),
        ]),
      ),
  );
}

/** The next members after one of them whose record is due, in the order of their ids. */
export async function listExpiringMembers(
  database: Database,
  organizationId: OrganizationId,
  due: Due,
  { after, limit }: { readonly after: MemberId; readonly limit: number },
): Promise<readonly MemberId[]> {
  const rows = await selectRows(
    database,
    selectExpiring(organizationId, due)
      .where("member.id", ">", after)
      .orderBy("member.id")
      .limit(limit),
  );
  return rows.map(({ id }) => id);
}

/** Locks a member and their figures until the transaction ends. False: their record is not due any more. */
export async function lockExpiringMember(
  transaction: Transaction,
  organizationId: OrganizationId,
  due: Due,
  userId: MemberId,
): Promise<boolean> {
  await selectRow(
    transaction,
    kysely
      .selectFrom("user_performance")
      .select("user_id")
      .where("organization_id", "=", organizationId)
      .where("user_id", "=", userId)
      .forUpdate(),
  );
  const row = await selectRow(
    transaction,
    selectExpiring(organizationId, due).where("member.id", "=", userId).forUpdate("member"),
  );
  return row !== null;
}

/** The jobs of verifications that have no result yet. */
export async function listOpenVerificationJobs(
  database: Database | Transaction,
  organizationId: OrganizationId,
): Promise<readonly string[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("verifications")
      .select(sql<string>`job_id::text`.as("job_id"))
      .where("organization_id", "=", organizationId)
      .where("finished_at", "is", null),
  );
  return rows.map(({ job_id: jobId }) => jobId);
}
