import "server-only";
import { randomUUID } from "node:crypto";
import type { Transaction } from "@/lib/db/client";
import { createJobQueue } from "./job-queue";
import { type Payload, type QueueName, sendOptions } from "./queues";

export type NewJob<Name extends QueueName = QueueName> = Name extends QueueName
  ? { readonly name: Name; readonly payload: Payload<Name> }
  : never;

/**
 * Sends jobs within the caller's transaction: they are there when it is committed, and never were when it is not.
 * Answers their ids, in order.
 */
export async function enqueueJobs(
  transaction: Transaction,
  jobs: readonly NewJob[],
): Promise<readonly string[]> {
  if (jobs.length === 0) return [];
  const sent = jobs.map(({ name, payload }) => ({
    ...{ id: randomUUID(), name, data: payload },
    ...sendOptions,
  }));
  await createJobQueue(transaction).insert(sent);
  return sent.map(({ id }) => id);
}
