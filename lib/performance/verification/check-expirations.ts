import "server-only";
import type { Context } from "@/lib/context";
import { compare, type Difference } from "@/lib/performance/domain/ledger/check-ledger";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { listStatedExpirations } from "./queries/expiration-verification";

/**
 * Compares the removals of records with the audit log, which the seals hold: without an entry of it, no mark of a
 * member and no expiration of a seal hides that rows are gone. All of them are written together, so concurrent writes
 * cause no difference.
 */
export async function checkExpirations({
  database,
  organizationId,
}: Context): Promise<readonly (Difference & { readonly userId: MemberId })[]> {
  const stated = await listStatedExpirations(database, organizationId);
  return stated.flatMap(({ userId, markedAt, sealedRows, loggedAt, loggedRows }) =>
    [
      ...compare(`member ${userId}: removal of the record`, markedAt, loggedAt),
      ...compare(`member ${userId}: removed sealed rows`, sealedRows, loggedRows),
    ].map((difference) => ({ userId, ...difference })),
  );
}
