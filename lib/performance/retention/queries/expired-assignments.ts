import "server-only";
import { sql } from "kysely";
import { type ChangeAuthor, nameChangeAuthor, toAuthorText } from "@/lib/db/change-author";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import { anyOf, parameter } from "@/lib/db/sql-values";
import { erasedTexts } from "@/lib/performance/domain/privacy/erased-texts";
import type { AssignmentId, MemberId, OrganizationId } from "@/lib/performance/domain/units/ids";

type PersonKey = { readonly organizationId: OrganizationId; readonly userId: MemberId };

export type ExpiredAssignments = {
  readonly removed: readonly AssignmentId[];
  /** Own ones that the record of another member still needs. */
  readonly kept: readonly AssignmentId[];
};

/**
 * The assignments of a member, and those of members expired before that only this member's record still needed.
 * An assignment stays while an entry or a contest of another member is about it.
 */
export async function listExpiredAssignments(
  transaction: Transaction,
  { organizationId, userId }: PersonKey,
): Promise<ExpiredAssignments> {
  const rows = await selectRows(
    transaction,
    kysely
      .selectFrom("assignments as assignment")
      .innerJoin("users as owner", (join) =>
        join
          .onRef("owner.organization_id", "=", "assignment.organization_id")
          .onRef("owner.id", "=", "assignment.user_id"),
      )
      .select(["assignment.id", "assignment.user_id"])
      .select((eb) =>
        eb
          .or([
            eb.exists(
              eb
                .selectFrom("performance_logs as entry")
                .select("entry.id")
                .where("entry.organization_id", "=", organizationId)
                .whereRef("entry.assignment_id", "=", "assignment.id")
                .where("entry.user_id", "!=", userId),
            ),
            eb.exists(
              eb
                .selectFrom("assignment_changes as change")
                .innerJoin("contests as contest", (join) =>
                  join
                    .onRef("contest.organization_id", "=", "change.organization_id")
                    .onRef("contest.change_id", "=", "change.id"),
                )
                .select("contest.id")
                .where("change.organization_id", "=", organizationId)
                .whereRef("change.assignment_id", "=", "assignment.id")
                .where("contest.user_id", "!=", userId),
            ),
          ])
          .as("is_needed"),
      )
      .where("assignment.organization_id", "=", organizationId)
      .where((eb) =>
        eb.or([
          eb("assignment.user_id", "=", userId),
          eb("owner.record_expired_at", ">=", eb.ref("owner.deactivated_at")).and(
            "assignment.id",
            "in",
            selectRecordedWork({ organizationId, userId }),
          ),
        ]),
      )
      .orderBy("assignment.id"),
  );
  const needed = rows.filter((row) => row.is_needed);
  return {
    removed: rows.filter((row) => !row.is_needed).map(({ id }) => id),
    kept: needed.filter((row) => row.user_id === userId).map(({ id }) => id),
  };
}

/** The ids of the assignments that an entry or a contest of a member is about. */
function selectRecordedWork({ organizationId, userId }: PersonKey) {
  return kysely
    .selectFrom("performance_logs as own")
    .select((eb) => eb.ref("own.assignment_id").$notNull().as("assignment_id"))
    .where("own.organization_id", "=", organizationId)
    .where("own.user_id", "=", userId)
    .where("own.assignment_id", "is not", null)
    .union(
      kysely
        .selectFrom("contests as contest")
        .innerJoin("assignment_changes as change", (join) =>
          join
            .onRef("change.organization_id", "=", "contest.organization_id")
            .onRef("change.id", "=", "contest.change_id"),
        )
        .select("change.assignment_id")
        .where("contest.organization_id", "=", organizationId)
        .where("contest.user_id", "=", userId),
    );
}

/** The ids of all changes of some assignments. */
export async function listChangeIds(
  transaction: Transaction,
  organizationId: OrganizationId,
  assignmentIds: readonly AssignmentId[],
): Promise<readonly bigint[]> {
  const rows = await selectRows(
    transaction,
    kysely
      .selectFrom("assignment_changes")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("assignment_id", "=", anyOf(assignmentIds)),
  );
  return rows.map(({ id }) => id);
}

/** Removes assignments with the record of their changes. Nothing may refer to them any more. */
export async function removeAssignments(
  transaction: Transaction,
  organizationId: OrganizationId,
  ids: readonly AssignmentId[],
): Promise<void> {
  await execute(
    transaction,
    kysely
      .deleteFrom("assignment_skills")
      .where("organization_id", "=", organizationId)
      .where("assignment_id", "=", anyOf(ids)),
  );
  await execute(
    transaction,
    kysely
      .deleteFrom("assignments")
      .where("organization_id", "=", organizationId)
      .where("id", "=", anyOf(ids)),
  );
  await selectRow(
    transaction,
    kysely.selectNoFrom(
      sql<number>`delete_expired_changes(${organizationId}::integer, ${[...ids]}::bigint[])`.as(
        "count",
      ),
    ),
  );
}

const withoutFact = {
  ...{ fact_completed_on: null, fact_due_counted: null, fact_due_rule: null },
  ...{ fact_due_moved: null, fact_due_moved_after: null, fact_due_moved_for_absence: null },
  ...{ fact_due_unrecorded: null, fact_on_time: null, fact_early_seconds: null },
  ...{ fact_duration_seconds: null, fact_skill_match: null, fact_difficulty: null },
} as const;

/** Deletes assignments as a member does, so that they count for nothing, and replaces their texts. */
export async function emptyAssignments(
  transaction: Transaction,
  organizationId: OrganizationId,
  ids: readonly AssignmentId[],
  author: ChangeAuthor,
): Promise<void> {
  await execute(
    transaction,
    kysely
      .updateTable("assignments")
      .set((eb) => ({
        ...erasedTexts,
        ...withoutFact,
        ...{
          status: sql.lit("cancelled"),
          completed_at: null,
          completed_precision: sql.lit("time"),
        },
        external_id: sql<string>`'expired-' || gen_random_uuid()`,
        deleted_at: eb.fn.coalesce("deleted_at", parameter(author.at, "timestamptz")),
      }))
      .where("organization_id", "=", organizationId)
      .where("id", "=", anyOf(ids))
      .where(nameChangeAuthor(parameter(toAuthorText(author), "text"))),
  );
}
