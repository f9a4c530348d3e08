import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

const ROW_LOCK = /for (no key )?update of "?\w+"?/gi;

const removeRowLock = (text: string): string => text.replaceAll(ROW_LOCK, "");

/** The same database, but its transactions lock no row: a test that needs the locks must fail on it. */
export function withoutRowLocks(database: Database): Database {
  const unlock = (transaction: Transaction): Transaction =>
    Object.create(transaction, {
      $queryRawUnsafe: {
        value: (text: string, ...values: unknown[]) =>
          transaction.$queryRawUnsafe(removeRowLock(text), ...values),
      },
      $queryRaw: {
        value: ({ strings, values }: Prisma.Sql) =>
          transaction.$queryRaw(new Prisma.Sql(strings.map(removeRowLock), values)),
      },
    });
  return Object.create(database, {
    $transaction: {
      value: (work: (transaction: Transaction) => Promise<unknown>, options: object) =>
        database.$transaction((transaction) => work(unlock(transaction)), options),
    },
  });
}
