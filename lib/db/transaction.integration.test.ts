import { afterAll, expect, test } from "vitest";
import { closeDatabase, getDatabase, type Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";

afterAll(closeDatabase);

function raise(transaction: Transaction, state: string): Promise<number> {
  return transaction.$executeRawUnsafe(
    `DO $$ BEGIN RAISE EXCEPTION 'made by a test' USING ERRCODE = '${state}'; END $$`,
  );
}

test("runs work again after a conflict with another transaction", async () => {
  let attempts = 0;

  const result = await withTransaction(getDatabase(), async (transaction) => {
    attempts += 1;
    if (attempts < 3) {
      await raise(transaction, attempts === 1 ? "40001" : "40P01");
    }
    return "done";
  });

  expect(result).toBe("done");
  expect(attempts).toBe(3);
});

test("gives up after four conflicts", async () => {
  let attempts = 0;

  const work = withTransaction(getDatabase(), async (transaction) => {
    attempts += 1;
    await raise(transaction, "40001");
  });

  await expect(work).rejects.toThrow();
  expect(attempts).toBe(4);
});

test("runs work that fails by itself once and keeps nothing of it", async () => {
  let attempts = 0;

  const work = withTransaction(getDatabase(), async (transaction) => {
    attempts += 1;
    await transaction.organization.create({
      data: { slug: "never-kept", name: "Never kept", timeZone: "UTC" },
    });
    throw new Error("its own");
  });

  await expect(work).rejects.toThrow("its own");
  expect(attempts).toBe(1);
  expect(await getDatabase().organization.count({ where: { slug: "never-kept" } })).toBe(0);
});

test("has every session in UTC and returns instants as they were given", async () => {
  const instant = new Date("2026-03-29T01:30:00.123Z");

  const [row] = await getDatabase().$queryRaw<{ zone: string; instant: Date; text: string }[]>`
    SELECT current_setting('TimeZone') AS zone, ${instant}::timestamptz AS instant,
           ${instant}::timestamptz::text AS text`;

  expect(row).toEqual({ zone: "UTC", instant, text: "2026-03-29 01:30:00.123+00" });
});

test("completes two hundred concurrent transactions", async () => {
  const results = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      withTransaction(getDatabase(), async (transaction) => {
        const rows = await transaction.$queryRaw<
          { value: number }[]
        >`SELECT ${index}::int AS value`;
        return rows[0]?.value;
      }),
    ),
  );

  expect(results).toEqual(Array.from({ length: 200 }, (_, index) => index));
});
