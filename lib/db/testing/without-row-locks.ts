import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

const ROW_LOCK = /FOR (NO KEY )?UPDATE OF \w+/g;

function removeRowLock({ strings, values }: Prisma.Sql): Prisma.Sql {
  return new Prisma.Sql(
    strings.map((part) => part.replaceAll(ROW_LOCK, "")),
    values,
  );
}

/** The same database, but its transactions lock no row: what a test must see fail to know that the locks hold it up. */
export function withoutRowLocks(database: Database): Database {
  const unlock = (transaction: Transaction): Transaction =>
    Object.create(transaction, {
      $queryRaw: {
        value: (statement: Prisma.Sql) => transaction.$queryRaw(removeRowLock(statement)),
      },
    });
  return Object.create(database, {
    $transaction: {
      value: (work: (transaction: Transaction) => Promise<unknown>, options: object) =>
        database.$transaction((transaction) => work(unlock(transaction)), options),
    },
  });
}
