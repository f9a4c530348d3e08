import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "@/lib/auth/password/password";
import { BoundedQueue, passwordQueue } from "@/lib/auth/password/password-queue";

/** Asks for work that ends only when the test says so, until there is no place any more. */
async function fill(queue: BoundedQueue) {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let [begun, atOnce] = [0, 0];
  const asked: Promise<void>[] = [];
  const hasPlace = (): boolean => {
    try {
      queue.requirePlace();
      return true;
    } catch {
      return false;
    }
  };
  while (hasPlace() && asked.length < 1_000) {
    asked.push(
      queue.run(async () => {
        begun += 1;
        await ended;
      }),
    );
  }
  await new Promise((resolve) => setImmediate(resolve));
  atOnce = begun;
  return {
    places: asked.length,
    atOnce,
    finish: async () => {
      end();
      await Promise.all(asked);
      return begun;
    },
  };
}

test("so many run at once, so many wait, and the next is told when to come back", async () => {
  const queue = new BoundedQueue({ running: 2, waiting: 3 });

  const { places, atOnce, finish } = await fill(queue);

  expect([places, atOnce]).toEqual([5, 2]);
  await expect(queue.run(async () => "never")).rejects.toMatchObject({
    code: "overloaded",
    retryAfterSeconds: 2,
  });
  expect(await finish()).toBe(5);
  await expect(queue.run(async () => "again")).resolves.toBe("again");
});

test("work that fails gives its place back", async () => {
  const queue = new BoundedQueue({ running: 1, waiting: 0 });
  await expect(queue.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(queue.run(async () => "again")).resolves.toBe("again");
});

test("passwords are neither hashed nor looked at beyond the places of this process", async () => {
  const { places, atOnce, finish } = await fill(passwordQueue);

  expect(atOnce).toBeLessThanOrEqual(4);
  expect(places).toBeLessThanOrEqual(68);
  const overloaded = { code: "overloaded" };
  await expect(verifyPassword(null, "anything")).rejects.toMatchObject(overloaded);
  await expect(hashPassword("a new password")).rejects.toMatchObject(overloaded);
  await finish();
  await expect(verifyPassword(null, "anything")).resolves.toBe(false);
});
