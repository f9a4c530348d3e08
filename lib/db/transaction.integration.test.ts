import { afterAll, expect, test } from "vitest";
import { closeDatabase, getDatabase, type Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";

afterAll(closeDatabase);

function raise(transaction: Transaction, state: string): Promise<number> {
  return transaction.$executeRawUnsafe(
    `DO $$ BEGIN RAISE EXCEPTION 'made by a test' USING ERRCODE = '${state}'; END $$`,
  );
}

test("work that the database called off because of another transaction is done again", async () => {
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

test("work that keeps being called off is given up after four times", async () => {
  let attempts = 0;

  const work = withTransaction(getDatabase(), async (transaction) => {
    attempts += 1;
    await raise(transaction, "40001");
  });

  await expect(work).rejects.toThrow();
  expect(attempts).toBe(4);
});

test("work that fails for itself is done once and leaves nothing", async () => {
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

test("every session is in UTC, and instants come back as they went in", async () => {
  const instant = new Date("2026-03-29T01:30:00.123Z");

  const [row] = await getDatabase().$queryRaw<{ zone: string; instant: Date; text: string }[]>`
    SELECT current_setting('TimeZone') AS zone, ${instant}::timestamptz AS instant,
           ${instant}::timestamptz::text AS text`;

  expect(row).toEqual({ zone: "UTC", instant, text: "2026-03-29 01:30:00.123+00" });
});

test("two hundred transactions at once all succeed", async () => {
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
