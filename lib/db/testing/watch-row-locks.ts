import type { Database, Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";

const LOCKED_TABLE = /\bFROM "?(\w+)[\s\S]*\bFOR (?:NO KEY )?UPDATE\b/;

type Statement = Prisma.Sql | TemplateStringsArray;

/** The same database; `onLock` is told each table of which a transaction holds rows, in the order in which it asks for them. */
export function watchRowLocks(database: Database, onLock: (table: string) => void): Database {
  const watch = (transaction: Transaction): Transaction =>
    Object.create(transaction, {
      $queryRaw: {
        value: (statement: Statement, ...values: unknown[]) => {
          const text = ("strings" in statement ? statement.strings : statement).join("?");
          const table = LOCKED_TABLE.exec(text)?.[1];
          if (table !== undefined) onLock(table);
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
