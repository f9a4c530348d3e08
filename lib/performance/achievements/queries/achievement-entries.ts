import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { EntryKind } from "@/lib/performance/domain/ledger/append-entry";

/** The entry behind the last loss of a milestone; null where no entry but time or a check of everything found it. */
export type LossEntry = { readonly id: bigint; readonly kind: EntryKind } | null;

export type AchievementEntries = {
  /** By assignment: the newest entry by which it counted for the member. */
  readonly countedBy: ReadonlyMap<number, bigint>;
  /** By milestone. */
  readonly lostBy: ReadonlyMap<string, LossEntry>;
};

/** The rows of a member's ledger by which assignments counted, and by which milestones were lost last. */
export async function listAchievementEntries(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
  assignmentIds: readonly number[],
): Promise<AchievementEntries> {
  const [counted, lost] = await Promise.all([
    database.$queryRaw<{ assignment_id: bigint; id: bigint }[]>(Prisma.sql`
      SELECT assignment_id, max(id) AS id FROM performance_logs
      WHERE organization_id = ${organizationId} AND user_id = ${userId} AND kind <> 'reversal'
        AND assignment_id = ANY (${[...assignmentIds]}::bigint[])
      GROUP BY assignment_id`),
    database.$queryRaw<{ name: string; id: bigint | null; kind: EntryKind | null }[]>(Prisma.sql`
      SELECT DISTINCT ON (change.name) change.name, entry.id, entry.kind::text
      FROM achievement_changes AS change
      LEFT JOIN performance_logs AS entry ON entry.organization_id = change.organization_id
        AND entry.id = change.entry_id
      WHERE change.organization_id = ${organizationId} AND change.user_id = ${userId}
        AND change.kind = 'milestone' AND NOT change.is_gain
      ORDER BY change.name, change.id DESC`),
  ]);
  return {
    countedBy: new Map(
      counted.map(({ assignment_id: assignment, id }) => [Number(assignment), id]),
    ),
    lostBy: new Map(
      lost.map(({ name, id, kind }) => [name, id === null || kind === null ? null : { id, kind }]),
    ),
  };
}
