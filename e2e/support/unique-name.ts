import { test } from "@playwright/test";

let made = 0;

/** A name that nothing else of this run has; a worker that takes over from a failed one has a new index. */
export function makeUniqueName(word: string): string {
  made += 1;
  return `${word}_${test.info().workerIndex}_${made}`;
}
