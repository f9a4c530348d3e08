import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "@/lib/auth/password/password";
import { BoundedQueue, passwordQueue } from "@/lib/auth/password/password-queue";

/** Adds tasks until the queue rejects one. They end when the test calls `finish`. */
async function fill(queue: BoundedQueue) {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let started = 0;
  const tasks: Promise<void>[] = [];
  const hasCapacity = (): boolean => {
    try {
      queue.requireCapacity();
      return true;
    } catch {
      return false;
    }
  };
  while (hasCapacity() && tasks.length < 1_000) {
    tasks.push(
      queue.run(async () => {
        started += 1;
        await ended;
      }),
    );
  }
  await new Promise((resolve) => setImmediate(resolve));
  const running = started;
  return {
    capacity: tasks.length,
    running,
    finish: async () => {
      end();
      await Promise.all(tasks);
      return started;
    },
  };
}

test("runs tasks up to the limit, lets others wait, and rejects the next with the time to retry", async () => {
  const queue = new BoundedQueue({ running: 2, waiting: 3 });

  const { capacity, running, finish } = await fill(queue);

  expect([capacity, running]).toEqual([5, 2]);
  await expect(queue.run(async () => "never")).rejects.toMatchObject({
    code: "overloaded",
    retryAfterSeconds: 2,
  });
  expect(await finish()).toBe(5);
  await expect(queue.run(async () => "again")).resolves.toBe("again");
});

test("accepts the next task after a task fails", async () => {
  const queue = new BoundedQueue({ running: 1, waiting: 0 });
  await expect(queue.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(queue.run(async () => "again")).resolves.toBe("again");
});

test("hashes and verifies no password while the queue of this process is full", async () => {
  const { capacity, running, finish } = await fill(passwordQueue);

  expect(running).toBeLessThanOrEqual(4);
  expect(capacity).toBeLessThanOrEqual(68);
  const overloaded = { code: "overloaded" };
  await expect(verifyPassword(null, "anything")).rejects.toMatchObject(overloaded);
  await expect(hashPassword("a new password")).rejects.toMatchObject(overloaded);
  await finish();
  await expect(verifyPassword(null, "anything")).resolves.toBe(false);
});
