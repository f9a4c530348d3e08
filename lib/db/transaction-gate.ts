import pLimit from "p-limit";
import { AppError } from "@/lib/errors";

export type TransactionGate = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Lets so many transactions in at once; the others wait in line, in order. Without it a rush takes
 * every connection and then fails for the rest in Prisma's own queue.
 * @throws AppError `overloaded` for one that is not let in within the wait: none of it was done.
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
