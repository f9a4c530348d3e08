import "server-only";
import { sql } from "kysely";
import type { Transaction } from "@/lib/db/client";

/**
 * Text that every write of a row changes. `xmin` is the transaction that wrote the row last: two writes never leave the
 * same state, even where the second one brings back the former content. The content belongs to the state too, because
 * after a backup was restored another transaction may get the same number.
 */
export function selectRowState(alias: string) {
  return sql<string>`${sql.ref(`${alias}.xmin`)}::text || md5(to_jsonb(${sql.ref(alias)})::text)`;
}

/** By table and id. */
type States = Map<string, string | null>;

const statesOf = new WeakMap<Transaction, States>();

/** Keeps the state in which a transaction wrote a row, so that it need not be read again. Null: deleted. */
export function keepRowState(
  transaction: Transaction,
  table: string,
  id: bigint,
  state: string | null,
): void {
  const states: States = statesOf.get(transaction) ?? new Map();
  statesOf.set(transaction, states.set(`${table}/${id}`, state));
}

/** The state in which the transaction wrote a row; undefined: it did not keep one. */
export function findKeptRowState(
  transaction: Transaction,
  table: string,
  id: string,
): string | null | undefined {
  return statesOf.get(transaction)?.get(`${table}/${id}`);
}
