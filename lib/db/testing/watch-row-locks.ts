import type { Database, Transaction } from "@/lib/db/client";

const LOCKED_TABLE = /\bfrom "?(\w+)[\s\S]*\bfor (?:no key )?update\b/i;

/** The same database; `onLock` is told each table of which a transaction locks rows, in the order of the locks. */
export function watchRowLocks(database: Database, onLock: (table: string) => void): Database {
  const watch = (transaction: Transaction): Transaction =>
    Object.create(transaction, {
      $queryRawUnsafe: {
        value: (text: string, ...values: unknown[]) => {
          const table = LOCKED_TABLE.exec(text)?.[1];
          if (table !== undefined) onLock(table);
          return transaction.$queryRawUnsafe(text, ...values);
        },
      },
    });
  return Object.create(database, {
    $transaction: {
      value: (work: (transaction: Transaction) => Promise<unknown>, options: object) =>
        database.$transaction((transaction) => work(watch(transaction)), options),
    },
  });
}
