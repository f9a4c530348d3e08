import type { Database, Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";

const LOCKED_TABLE = /\bfrom "?(\w+)[\s\S]*\bfor (?:no key )?update\b/i;

type Statement = Prisma.Sql | TemplateStringsArray;

/** The same database; `onLock` is told each table of which a transaction locks rows, in the order of the locks. */
export function watchRowLocks(database: Database, onLock: (table: string) => void): Database {
  const report = (text: string): void => {
    const table = LOCKED_TABLE.exec(text)?.[1];
    if (table !== undefined) onLock(table);
  };
  const watch = (transaction: Transaction): Transaction =>
    Object.create(transaction, {
      $queryRawUnsafe: {
        value: (text: string, ...values: unknown[]) => {
          report(text);
          return transaction.$queryRawUnsafe(text, ...values);
        },
      },
      $queryRaw: {
        value: (statement: Statement, ...values: unknown[]) => {
          report(("strings" in statement ? statement.strings : statement).join("?"));
          return transaction.$queryRaw(statement, ...values);
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
