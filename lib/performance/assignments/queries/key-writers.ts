import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import type { ActorId, AssignmentId } from "@/lib/performance/domain/units/ids";

/** Which of these assignments an actor created. */
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
      .select("assignment_id")
      .distinct()
      .where("organization_id", "=", organizationId)
      .where("assignment_id", "=", anyOf(ids))
      .where("event", "=", "created")
      .where("actor_id", "=", actorId),
  );
  return new Set(rows.map(({ assignment_id: id }) => id));
}
