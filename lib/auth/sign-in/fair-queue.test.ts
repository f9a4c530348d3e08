import { expect, test } from "vitest";
import { FairQueue, type Origin } from "@/lib/auth/sign-in/fair-queue";

const limits = { running: 1, waiting: 6, waitingFromSource: 4 };

/** A queue whose tasks end one by one, and the names of those that ran, in their order. */
function openQueue() {
  const queue = new FairQueue(limits);
  const ran: string[] = [];
  const run = (name: string, origin: Partial<Origin> = {}) =>
    queue.run(
      async () => {
        await new Promise((resolve) => setImmediate(resolve));
        ran.push(name);
      },
      { source: null, isKnown: false, ...origin },
    );
  return { run, ran };
}

const overloaded = { code: "overloaded", retryAfterSeconds: 2 };

test("a person on a known device does not wait for those that came before from unknown ones", async () => {
  const { run, ran } = openQueue();
  const strangers = [1, 2, 3, 4, 5].map((count) => run(`stranger ${count}`, { source: "a" }));
  await run("known", { source: "a", isKnown: true });
  expect(ran).toEqual(["stranger 1", "known"]);
  await Promise.all(strangers);
});

test("a source waits one turn for a source that sends very many, and never longer", async () => {
  const { run, ran } = openQueue();
  const many = [1, 2, 3, 4, 5].map((count) => run(`a${count}`, { source: "a" }));
  const few = [1, 2].map((count) => run(`b${count}`, { source: "b" }));
  await Promise.all([...many.map((task) => task.catch(() => {})), ...few]);
  expect(ran.slice(0, 5)).toEqual(["a1", "a2", "b1", "a3", "b2"]);
});

test("a source that has too many tasks waiting is rejected, and no other one", async () => {
  const { run, ran } = openQueue();
  const accepted = [0, 1, 2, 3, 4].map((count) => run(`a${count}`, { source: "a" }));
  await expect(run("too many", { source: "a" })).rejects.toMatchObject(overloaded);
  await Promise.all([...accepted, run("b", { source: "b" })]);
  expect(ran).toHaveLength(6);
});

test("a new source takes the place of the last task of the source that has most, when too many wait", async () => {
  const { run, ran } = openQueue();
  const first = run("first");
  const ofA = [1, 2, 3, 4].map((count) => run(`a${count}`, { source: "a" }));
  const ofB = [1, 2].map((count) => run(`b${count}`, { source: "b" }));
  const outcomes = Promise.allSettled(ofA);
  const late = run("c", { source: "c" });
  await Promise.all([first, late, ...ofB]);
  const rejected = (await outcomes).map(({ status }) => status);
  expect(rejected).toEqual(["fulfilled", "fulfilled", "fulfilled", "rejected"]);
  expect(ran).toContain("c");
});

test("the last of many sources with one task each is rejected", async () => {
  const { run, ran } = openQueue();
  const first = run("first");
  const others = [1, 2, 3, 4, 5, 6].map((count) => run(`${count}`, { source: `${count}` }));
  await expect(run("7", { source: "7" })).rejects.toMatchObject(overloaded);
  await Promise.all([first, ...others]);
  expect(ran).toHaveLength(7);
});

test("runs the next task after one fails", async () => {
  const queue = new FairQueue(limits);
  const origin = { source: null, isKnown: false };
  const failing = queue.run(() => Promise.reject(new Error("no")), origin);
  const next = queue.run(() => Promise.resolve("next"), origin);
  await expect(failing).rejects.toThrow("no");
  await expect(next).resolves.toBe("next");
});
