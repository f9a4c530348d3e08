import "server-only";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute } from "@/lib/db/select-rows";
import type { ActorId } from "@/lib/performance/domain/units/ids";

export type AccessSubject = {
  readonly type: "member" | "team" | "organization";
  readonly id: number;
};

/** Records a view, once an hour for each viewer, subject and surface. `viewerId` null: the operator. */
export async function insertAccessRecord(
  database: Database,
  organizationId: number,
  record: {
    readonly viewerId: ActorId | null;
    readonly subject: AccessSubject;
    readonly surface: string;
    readonly hour: Date;
  },
): Promise<void> {
  const { viewerId, subject, surface, hour } = record;
  await execute(
    database,
    kysely
      .insertInto("access_records")
      .values({
        organization_id: organizationId,
        viewer_id: viewerId,
        subject_type: subject.type,
        subject_id: subject.id,
        surface,
        hour,
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
}
