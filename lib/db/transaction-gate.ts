import pLimit from "p-limit";
import { AppError } from "@/lib/errors";

export type TransactionGate = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Limits the concurrent transactions; the others wait in order. Without it a burst takes every connection, and the rest
 * fails in Prisma's own queue.
 * @throws AppError `overloaded` after the longest wait; the work has not started then.
 */
export function createTransactionGate(options: {
  readonly concurrency: number;
  readonly waitMilliseconds: number;
}): TransactionGate {
  const limit = pLimit(options.concurrency);
  return (work) =>
    new Promise((resolve, reject) => {
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
      limit(enter).catch(reject);
    });
}

function overloadedError(): AppError {
  return new AppError(
    "overloaded",
    "The service has more to write than it can at this moment. Nothing of this was kept; try again in a few seconds.",
    { retryAfterSeconds: 5 },
  );
}
