import "server-only";
import { randomUUID } from "node:crypto";
import type { Transaction } from "@/lib/db/client";
import { findCause, inSpan } from "@/lib/tracing/spans";
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
  const names = [...new Set(jobs.map(({ name }) => name))].join(" ");
  return inSpan({ kind: "producer", name: `send ${names}` }, async () => {
    const cause = findCause();
    const rows = jobs.map(({ name, payload }) => ({
      ...{ id: randomUUID(), name, data: cause === null ? payload : { ...payload, cause } },
      ...sendOptions,
      ...(startAfter && { startAfter }),
    }));
    await createJobQueue(transaction).insert(rows);
    return rows.map(({ id }) => id);
  });
}

/** A job's payload, and the trace that it follows from; null: that had none. */
export function splitCause(data: unknown): {
  readonly payload: unknown;
  readonly cause: string | null;
} {
  if (typeof data !== "object" || data === null || !("cause" in data)) {
    return { payload: data, cause: null };
  }
  const { cause, ...payload } = data;
  return { payload, cause: typeof cause === "string" ? cause : null };
}
