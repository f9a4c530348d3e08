import { test } from "@playwright/test";

let count = 0;

/** A name that is unique in this run. A worker that replaces a failed one has a new index. */
export function makeUniqueName(word: string): string {
  count += 1;
  return `${word}_${test.info().workerIndex}_${count}`;
}
