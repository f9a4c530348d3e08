import "server-only";
import type { Transaction } from "@/lib/db/client";
import { jsonList, jsonObject } from "@/lib/db/json";
import { kysely, type Row } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import type {
  RecordedFieldChange,
  RecordedFields,
} from "@/lib/performance/domain/changes/replay-changes";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";

export type StoredFields = { readonly id: AssignmentId; readonly fields: RecordedFields };

/** The measured fields of some assignments as they are stored, in the order of their ids. */
export async function listStoredFields(
  transaction: Transaction,
  organizationId: number,
  after: AssignmentId,
  limit: number,
): Promise<readonly StoredFields[]> {
  const rows = await selectRows(
    transaction,
    kysely
      .selectFrom("assignments as assignment")
      .select(["id", "user_id", "status", "deleted_at", "assigned_at", "started_at", "due_at"])
      .select(["completed_at", "difficulty", "skill_match"])
      .select((eb) =>
        eb
          .selectFrom("assignment_skills as required")
          .select((one) =>
            jsonList(
              jsonObject({
                skill: one.ref("required.skill_id"),
                level: one.ref("required.required_level"),
              }),
              [one.ref("required.skill_id")],
            ).as("skills"),
          )
          .whereRef("required.organization_id", "=", "assignment.organization_id")
          .whereRef("required.assignment_id", "=", "assignment.id")
          .$asScalar()
          .$notNull()
          .as("required_skills"),
      )
      .where("organization_id", "=", organizationId)
      .where("id", ">", after)
      .orderBy("id")
      .limit(limit),
  );
  return rows.map(({ id, deleted_at, required_skills, ...row }) => ({
    id,
    fields: {
      ...{ user_id: row.user_id, status: row.status, deleted: deleted_at !== null },
      ...{ difficulty: row.difficulty, skill_match: row.skill_match },
      assigned_at: row.assigned_at?.getTime() ?? null,
      started_at: row.started_at?.getTime() ?? null,
      due_at: row.due_at?.getTime() ?? null,
      completed_at: row.completed_at?.getTime() ?? null,
      required_skills: required_skills.map(({ skill, level }) => [skill, level] as const),
    },
  }));
}

/** The record of the assignments after one id and up to another, or to the last; each in the order of its changes. */
export async function listRecordedChanges(
  transaction: Transaction,
  organizationId: number,
  range: { readonly after: AssignmentId; readonly upTo: AssignmentId | null },
): Promise<ReadonlyMap<AssignmentId, readonly RecordedFieldChange[]>> {
  const rows = await selectRows(
    transaction,
    kysely
      .selectFrom("assignment_changes")
      .select(["assignment_id", "before", "after"])
      .where("organization_id", "=", organizationId)
      .where("assignment_id", ">", range.after)
      .$if(range.upTo !== null, (query) => query.where("assignment_id", "<=", range.upTo ?? 0n))
      .orderBy("assignment_id")
      .orderBy("id"),
  );
  const changes = new Map<AssignmentId, RecordedFieldChange[]>();
  for (const row of rows) {
    const ofAssignment = changes.get(row.assignment_id);
    if (ofAssignment === undefined) changes.set(row.assignment_id, [toChange(row)]);
    else ofAssignment.push(toChange(row));
  }
  return changes;
}

/** Triggers write these columns, and a check of the table knows when `before` is null. */
function toChange({
  before,
  after,
}: Pick<Row<"assignment_changes">, "before" | "after">): RecordedFieldChange {
  return { before: before as RecordedFields | null, after: after as RecordedFields };
}
