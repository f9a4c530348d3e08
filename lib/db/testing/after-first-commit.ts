import type { Database, Transaction } from "@/lib/db/client";

type Work = (transaction: Transaction) => Promise<unknown>;

/** The same database; once its first transaction is committed, `next` runs to its end before the caller goes on. */
export function afterFirstCommit(database: Database, next: () => Promise<unknown>): Database {
  let isCommitted = false;
  return Object.create(database, {
    $transaction: {
      value: async (work: Work, options: object) => {
        const result = await database.$transaction(work, options);
        if (!isCommitted) {
          isCommitted = true;
          await next();
        }
        return result;
      },
    },
  });
}
