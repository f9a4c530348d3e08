import "server-only";
import { randomUUID } from "node:crypto";
import type { Transaction } from "@/lib/db/client";
import { type Payload, type QueueName, sendOptions } from "./job-settings";
import { createJobQueue } from "./pg-boss";

export type NewJob<Name extends QueueName = QueueName> = Name extends QueueName
  ? { readonly name: Name; readonly payload: Payload<Name> }
  : never;

/**
 * Sends jobs in the caller's transaction, which commits or rolls them back.
 * @returns their ids, in the order of `jobs`.
 */
export async function enqueueJobs(
  transaction: Transaction,
  jobs: readonly NewJob[],
  { startAfter }: { readonly startAfter?: Date } = {},
): Promise<readonly string[]> {
  if (jobs.length === 0) return [];
  const rows = jobs.map(({ name, payload }) => ({
    ...{ id: randomUUID(), name, data: payload },
    ...sendOptions,
    ...(startAfter && { startAfter }),
  }));
  await createJobQueue(transaction).insert(rows);
  return rows.map(({ id }) => id);
}
