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

test("lets work pass that has no queue key in common with work that waits", async () => {
  const gate = createTransactionGate({ concurrency: 2, waitMilliseconds: 5_000 });
  let release = (): void => {};
  const locked = new Promise<void>((resolve) => {
    release = resolve;
  });
  const finished: string[] = [];
  const write = (name: string, keys: readonly string[], wait: Promise<void>) =>
    gate(async () => {
      await wait;
      finished.push(name);
    }, keys);
  const waiting = Array.from({ length: 12 }, (_, index) => write(`a${index}`, ["a"], locked));
  const both = write("both", ["b", "a"], locked);

  await write("other", ["c"], Promise.resolve());

  expect(finished).toEqual(["other"]);
  release();
  await Promise.all([...waiting, both]);
  expect(finished).toEqual(["other", ...waiting.map((_, index) => `a${index}`), "both"]);
});

test("work with several queue keys in any order does not wait for itself or for ever", async () => {
  const gate = createTransactionGate({ concurrency: 4, waitMilliseconds: 5_000 });
  const keys = [["a", "b"], ["b", "a"], ["a", "a"], ["b"], []];

  const results = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      gate(async () => await wait(1, index), keys[index % 5]),
    ),
  );

  expect(results).toHaveLength(50);
});

test("rejects work that waits too long for work with the same queue key, and never runs it", async () => {
  const gate = createTransactionGate({ concurrency: 4, waitMilliseconds: 20 });
  let isDone = false;
  const slow = gate(() => wait(80), ["a"]);

  const late = gate(async () => {
    isDone = true;
    return await Promise.resolve();
  }, ["a"]);

  await expect(late).rejects.toMatchObject({ code: "overloaded" });
  await slow;
  await wait(20);
  expect(isDone).toBe(false);
});

test("looks for queue keys only while other work is under way", async () => {
  const gate = createTransactionGate({ concurrency: 2, waitMilliseconds: 1_000 });
  let searches = 0;
  const findKeys = () => {
    searches += 1;
    return Promise.resolve(["member"]);
  };
  await gate(() => wait(1), findKeys);
  await gate(() => wait(1), findKeys);
  expect(searches).toBe(0);
  let inside = 0;
  let most = 0;
  const write = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await wait(2);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 6 }, () => gate(write, findKeys)));
  expect(searches).toBe(5);
  expect(most).toBe(2);
  await gate(write, findKeys);
  expect(searches).toBe(5);
});

test("passes an error of the search for queue keys to its caller", async () => {
  const gate = createTransactionGate({ concurrency: 1, waitMilliseconds: 1_000 });
  const first = gate(() => wait(2));
  const second = gate(
    () => Promise.resolve(),
    () => Promise.reject(new Error("lost")),
  );
  await expect(second).rejects.toThrow("lost");
  await first;
});
