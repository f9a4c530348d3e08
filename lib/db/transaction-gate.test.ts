import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { createTransactionGate } from "@/lib/db/transaction-gate";

test("runs at most the given number of transactions at once, and all in the end", async () => {
  const gate = createTransactionGate({ concurrency: 3, waitMilliseconds: 5_000 });
  let inside = 0;
  let most = 0;

  const results = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      gate(async () => {
        inside += 1;
        most = Math.max(most, inside);
        await wait(2);
        inside -= 1;
        return index;
      }),
    ),
  );

  expect(most).toBe(3);
  expect(results).toEqual(Array.from({ length: 20 }, (_, index) => index));
});

test("rejects work that waits too long as overloaded and never runs it", async () => {
  const gate = createTransactionGate({ concurrency: 1, waitMilliseconds: 20 });
  let isDone = false;
  const slow = gate(() => wait(80));

  const late = gate(async () => {
    isDone = true;
    return await Promise.resolve();
  });

  await expect(late).rejects.toMatchObject({ code: "overloaded", retryAfterSeconds: 5 });
  await slow;
  await wait(20);
  expect(isDone).toBe(false);
});

test("passes an error of the work to its caller and goes on with the next", async () => {
  const gate = createTransactionGate({ concurrency: 1, waitMilliseconds: 1_000 });

  await expect(gate(() => Promise.reject(new Error("its own")))).rejects.toThrow("its own");
  await expect(gate(() => Promise.resolve(1))).resolves.toBe(1);
});
