import type { Database, Transaction } from "@/lib/db/client";

const ROW_LOCK = /for (no key )?update of "?\w+"?/gi;

/** The same database, but its transactions lock no row: a test that needs the locks must fail on it. */
export function withoutRowLocks(database: Database): Database {
  const unlock = (transaction: Transaction): Transaction =>
    Object.create(transaction, {
      $queryRawUnsafe: {
        value: (text: string, ...values: unknown[]) =>
          transaction.$queryRawUnsafe(text.replaceAll(ROW_LOCK, ""), ...values),
      },
    });
  return Object.create(database, {
    $transaction: {
      value: (work: (transaction: Transaction) => Promise<unknown>, options: object) =>
        database.$transaction((transaction) => work(unlock(transaction)), options),
    },
  });
}
