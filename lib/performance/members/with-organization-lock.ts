import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { lockOrganization } from "@/lib/performance/members/queries/organizations";

/**
 * Runs work in a transaction that first locks the organization's row. Such transactions of one organization wait for
 * each other in a queue of their own, where they hold up no other organization's writes.
 * @throws AppError as `withTransaction`.
 */
export function withOrganizationLock<Result>(
  database: Database,
  organizationId: number,
  work: (transaction: Transaction) => Promise<Result>,
  options: { readonly timeout?: number; readonly isPreparation?: boolean } = {},
): Promise<Result> {
  const run = async (transaction: Transaction) => {
    await lockOrganization(transaction, organizationId);
    return work(transaction);
  };
  return withTransaction(database, run, {
    ...options,
    queueKeys: [`organization:${organizationId}`],
  });
}
