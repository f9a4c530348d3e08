import { describe, expect, test } from "vitest";
import { findRawStatements } from "./raw-sql.mjs";

const raw = [
  "const rows = await database.$queryRaw<Row[]>`SELECT 1`;",
  "const rows = await transaction.$queryRawUnsafe(text);",
  "await database.$executeRaw(Prisma.sql`DELETE FROM users`);",
  "await database.$executeRawUnsafe(text);",
  "await execute(database, sql.raw(text));",
  "const rows = await runText(database, text, []);",
];

describe("the check of raw statements", () => {
  test.each(raw)("names the line of %s", (line) => {
    const files = new Map([["lib/auth/sign-in.ts", `import "server-only";\n${line}\n`]]);
    expect(findRawStatements(files)).toEqual([expect.stringContaining("lib/auth/sign-in.ts:2: ")]);
  });

  test.each([
    "lib/db/select-rows.ts",
    "lib/jobs/pg-boss.ts",
    "lib/jobs/testing/wait.ts",
    "lib/auth/sign-in.test.ts",
  ])("allows raw statements in %s", (name) => {
    expect(findRawStatements(new Map([[name, raw.join("\n")]]))).toEqual([]);
  });

  test("allows typed statements", () => {
    const text = 'await selectRows(database, kysely.selectFrom("users").select("id"));';
    expect(findRawStatements(new Map([["lib/auth/sign-in.ts", text]]))).toEqual([]);
  });
});
