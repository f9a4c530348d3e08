import { afterAll, beforeAll, expect, it } from "vitest";
import {
  closeDatabase,
  connectDatabase,
  type Database,
  hasConcurrentTransactions,
} from "@/lib/db/client";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { findSharing } from "./share-counts";
import { SharedLimiter } from "./shared-limiter";

const options = { name: "test", points: 10, seconds: 60 };
let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

it("adds the counts of all processes up on PostgreSQL, by hashes of their keys", async () => {
  const share = findSharing(database);
  expect(share !== null).toBe(hasConcurrentTransactions(database));
  if (share === null) return;
  const [first, second] = [new SharedLimiter(options), new SharedLimiter(options)];
  const [one, other] = [makeUniqueName(), makeUniqueName()];
  expect((await first.add(one, 4, share)).points).toBe(4);
  const found = await second.add(one, 3, share);
  expect(found.points).toBe(7);
  expect(found.milliseconds).toBeGreaterThan(50_000);
  expect((await second.add(other, 1, share)).points).toBe(1);
  expect((await first.add(one, 4, share)).points).toBe(11);
  const rows = await database.rateLimitCount.findMany();
  expect(rows.every(({ keyHash }) => /^[0-9a-f]{64}$/.test(keyHash))).toBe(true);
});

it("begins a new window after the end of the one before", async () => {
  const share = findSharing(database);
  if (share === null) return;
  const key = `test:${makeUniqueName()}`;
  await share([{ key, points: 9, milliseconds: 0 }]);
  expect(await share([{ key, points: 2, milliseconds: 1_000 }])).toMatchObject([
    { key, points: 2, milliseconds: expect.any(Number) },
  ]);
});
