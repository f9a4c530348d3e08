import pLimit, { type LimitFunction } from "p-limit";
import { AppError } from "@/lib/errors";

/** Whatever transactions lock for long: those with a key in common wait for each other before the gate. */
export type QueueKey = string;

/** Found only while other transactions are under way: a single one without a queue holds up no others. */
export type QueueKeys = readonly QueueKey[] | (() => Promise<readonly QueueKey[]>);

export type TransactionGate = <Result>(
  work: () => Promise<Result>,
  queueKeys?: QueueKeys,
) => Promise<Result>;

/**
 * Limits the concurrent transactions; the others wait in order. Without it a burst takes every connection, and the rest
 * fails in Prisma's own queue. Of transactions with the same queue key only one at a time is in the gate, so those that
 * wait for a lock hold up no others.
 * @throws AppError `overloaded` after the longest wait; the work has not started then.
 */
export function createTransactionGate(options: {
  readonly concurrency: number;
  readonly waitMilliseconds: number;
}): TransactionGate {
  const limit = pLimit(options.concurrency);
  const inQueues = createKeyedQueues();
  let underWay = 0;

  const findKeys = async (queueKeys: QueueKeys, isAlone: boolean) => {
    if (typeof queueKeys !== "function") return queueKeys;
    return isAlone ? [] : queueKeys();
  };

  return <Result>(work: () => Promise<Result>, queueKeys: QueueKeys = []) => {
    const keys = findKeys(queueKeys, underWay === 0);
    underWay += 1;
    return new Promise<Result>((resolve, reject) => {
      let hasGivenUp = false;
      const timer = setTimeout(() => {
        hasGivenUp = true;
        reject(overloadedError());
      }, options.waitMilliseconds);
      const enter = async (): Promise<void> => {
        clearTimeout(timer);
        if (!hasGivenUp) {
          await work().then(resolve, reject);
        }
      };
      const enterGate = async () => {
        if (!hasGivenUp) await limit(enter);
      };
      const pass = async () => inQueues(await keys, enterGate);
      pass().catch((error: unknown) => {
        clearTimeout(timer);
        reject(error);
      });
    }).finally(() => {
      underWay -= 1;
    });
  };
}

/** Runs work when it is first in the queues of all its keys. Queues without work are removed. */
function createKeyedQueues() {
  const queues = new Map<QueueKey, { readonly limit: LimitFunction; length: number }>();

  async function inQueue(key: QueueKey, work: () => Promise<void>): Promise<void> {
    const queue = queues.get(key) ?? { limit: pLimit(1), length: 0 };
    queues.set(key, queue);
    queue.length += 1;
    try {
      await queue.limit(work);
    } finally {
      queue.length -= 1;
      if (queue.length === 0) queues.delete(key);
    }
  }

  return (keys: readonly QueueKey[], work: () => Promise<void>): Promise<void> => {
    // In one order, which prevents deadlocks.
    const inOrder = [...new Set(keys)].sort();
    const run = inOrder.reduceRight((inner, key) => () => inQueue(key, inner), work);
    return run();
  };
}

function overloadedError(): AppError {
  return new AppError(
    "overloaded",
    "The service has more to write than it can at this moment. Nothing of this was kept; try again in a few seconds.",
    { retryAfterSeconds: 5 },
  );
}
