import "server-only";
import type { Context } from "@/lib/context";
import { withSnapshot } from "@/lib/db/transaction";
import { checkChanges } from "@/lib/performance/domain/changes/replay-changes";
import type { Difference } from "@/lib/performance/domain/ledger/check-ledger";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { listRecordedChanges, listStoredFields } from "./queries/change-verification";

const ASSIGNMENTS_PER_BATCH = 1000;

type AssigneeDifference = Difference & { readonly userId: MemberId | null };

/**
 * Replays the record of every assignment, also of those that are gone, and compares it with the stored fields. Each
 * batch is read at one instant, so concurrent writes cause no differences.
 */
export async function checkRecordedChanges({
  database,
  organizationId,
}: Context): Promise<readonly AssigneeDifference[]> {
  const differences: AssigneeDifference[] = [];
  let after = 0n;
  for (;;) {
    const { stored, changes } = await withSnapshot(database, async (transaction) => {
      const batch = await listStoredFields(
        transaction,
        organizationId,
        after,
        ASSIGNMENTS_PER_BATCH,
      );
      const upTo = batch.length < ASSIGNMENTS_PER_BATCH ? null : (batch.at(-1)?.id ?? null);
      const range = { after, upTo };
      return {
        stored: new Map(batch.map(({ id, fields }) => [id, fields])),
        changes: await listRecordedChanges(transaction, organizationId, range),
      };
    });
    for (const id of new Set([...stored.keys(), ...changes.keys()])) {
      const fields = stored.get(id) ?? null;
      const recorded = changes.get(id) ?? [];
      const holder = fields?.user_id ?? recorded[0]?.after.user_id ?? null;
      const userId = holder === null ? null : Number(holder);
      differences.push(
        ...[...checkChanges(id, recorded, fields)].map((found) => ({ userId, ...found })),
      );
    }
    if (stored.size < ASSIGNMENTS_PER_BATCH) return differences;
    after = [...stored.keys()].at(-1) ?? after;
  }
}
