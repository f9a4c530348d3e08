import type { PGlite } from "@electric-sql/pglite";
import { expect, test } from "vitest";
import { type SessionClient, SessionQueue } from "@/lib/db/embedded/session-queue";

/** Replaces PGlite's session: records what it ran, and ends each run when the test says so. */
function makeSession() {
  const ran: string[] = [];
  let isInTransaction = false;
  let finish = (): void => {};
  const database = {
    execProtocolRawStream: async (bytes: Uint8Array) => {
      const text = Buffer.from(bytes).toString();
      ran.push(text);
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      isInTransaction = text.includes("BEGIN") || (isInTransaction && !text.includes("ROLLBACK"));
    },
    isInTransaction: () => isInTransaction,
  };
  return {
    ran,
    // The queue calls these two of PGlite and nothing else.
    database: database as unknown as PGlite,
    finishRun: async () => {
      finish();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function makeClient(expel = (): void => {}): SessionClient {
  return { send: () => {}, expel };
}

function makeQueue(database: PGlite, holdMilliseconds = 60_000): SessionQueue {
  const onBroken = (error: unknown): void => expect.fail(String(error));
  return new SessionQueue({ database, holdMilliseconds, onBroken });
}

test("goes on after a client that leaves while its transaction begins", async () => {
  const { ran, database, finishRun } = makeSession();
  const queue = makeQueue(database);
  const [gone, other] = [makeClient(), makeClient()];
  queue.submit({ client: gone, bytes: Buffer.from("BEGIN"), isComplete: true });
  queue.submit({ client: other, bytes: Buffer.from("SELECT 1"), isComplete: true });

  queue.leave(gone);
  await finishRun();
  expect(ran).toEqual(["BEGIN", expect.stringContaining("ROLLBACK")]);
  await finishRun();

  expect(ran.at(-1)).toBe("SELECT 1");
  await finishRun();
  queue.stop();
});

test("rolls a client that leaves in the middle of a message back once, before all others", async () => {
  const { ran, database, finishRun } = makeSession();
  const queue = makeQueue(database);
  const [gone, other] = [makeClient(), makeClient()];
  queue.submit({ client: gone, bytes: Buffer.from("BEGIN"), isComplete: true });
  await finishRun();
  queue.submit({ client: gone, bytes: Buffer.from("INSERT"), isComplete: false });
  queue.submit({ client: other, bytes: Buffer.from("SELECT 1"), isComplete: true });

  queue.leave(gone);
  queue.submit({ client: gone, bytes: Buffer.from("too late"), isComplete: true });
  for (const _ of ["INSERT", "ROLLBACK", "SELECT 1"]) {
    await finishRun();
  }

  expect(ran).toEqual(["BEGIN", "INSERT", expect.stringContaining("ROLLBACK"), "SELECT 1"]);
  queue.stop();
});

test("rolls back a transaction that is open too long, even if its connection never closes", async () => {
  const { ran, database, finishRun } = makeSession();
  const queue = makeQueue(database, 5);
  const [expelled, other] = [{ count: 0 }, makeClient()];
  const silent = makeClient(() => {
    expelled.count += 1;
  });
  queue.submit({ client: silent, bytes: Buffer.from("BEGIN"), isComplete: true });
  queue.submit({ client: other, bytes: Buffer.from("SELECT 1"), isComplete: true });

  await finishRun();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await finishRun();

  expect(expelled.count).toBe(1);
  expect(ran).toEqual(["BEGIN", expect.stringContaining("ROLLBACK"), "SELECT 1"]);
  await finishRun();
  queue.stop();
});
