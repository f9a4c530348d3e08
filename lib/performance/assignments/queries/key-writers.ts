import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import type { ActorId, AssignmentId } from "@/lib/performance/domain/units/ids";

/** An assignment that is created again after a deletion keeps its row. */
const wasDeleted = sql<boolean>`"before" ->> 'deleted' = 'true'`;

/** Which of these assignments an actor created, when they were created last. */
export async function listCreatedBy(
  database: Database | Transaction,
  organizationId: number,
  actorId: ActorId,
  ids: readonly AssignmentId[],
): Promise<ReadonlySet<AssignmentId>> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("assignment_changes")
      .distinctOn("assignment_id")
      .select(["assignment_id", "actor_id"])
      .where("organization_id", "=", organizationId)
      .where("assignment_id", "=", anyOf(ids))
      .where((eb) => eb.or([eb("event", "=", "created"), wasDeleted]))
      .orderBy("assignment_id")
      .orderBy("id", "desc"),
  );
  return new Set(rows.flatMap((row) => (row.actor_id === actorId ? [row.assignment_id] : [])));
}
