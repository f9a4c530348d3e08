import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import type { RecordedFields } from "@/lib/performance/domain/changes/replay-changes";
import type { AssignmentChangeId } from "@/lib/performance/domain/units/ids";

/** A change, and the fields of its assignment that changed after it, as they are now. */
export type ChangeAndLater = {
  readonly id: AssignmentChangeId;
  readonly event: Row<"assignment_changes">["event"];
  readonly after: RecordedFields;
  readonly later: RecordedFields;
};

/** Changes by id, each with what was changed after it. */
export async function listChangesAndLater(
  database: Database | Transaction,
  organizationId: number,
  changeIds: readonly AssignmentChangeId[],
): Promise<ReadonlyMap<AssignmentChangeId, ChangeAndLater>> {
  if (changeIds.length === 0) return new Map();
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("assignment_changes as change")
      .leftJoin("assignment_changes as later", (join) =>
        join
          .onRef("later.organization_id", "=", "change.organization_id")
          .onRef("later.assignment_id", "=", "change.assignment_id")
          .onRef("later.id", ">", "change.id"),
      )
      .select(["change.id", "change.event", "change.after", "later.after as later"])
      .where("change.organization_id", "=", organizationId)
      .where("change.id", "=", anyOf(changeIds))
      .orderBy("change.id")
      .orderBy("later.id"),
  );
  const found = new Map<AssignmentChangeId, ChangeAndLater>();
  for (const { id, event, after, later } of rows) {
    // Triggers write these columns.
    const fields = { ...found.get(id)?.later, ...(later as RecordedFields | null) };
    found.set(id, { id, event, after: after as RecordedFields, later: fields });
  }
  return found;
}
