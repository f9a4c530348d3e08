import { expect, test, vi } from "vitest";
import { createPreparedStatements } from "@/lib/db/prepared-statements";

const select = "SELECT id FROM teams WHERE id = $1";

function findTwice(text: string, statements = createPreparedStatements({ onLost: () => {} })) {
  statements.findName(text);
  return statements.findName(text);
}

test("names a statement from its second run on, by its text alone", () => {
  const statements = createPreparedStatements({ onLost: () => {} });
  expect(statements.findName(select)).toBeUndefined();
  const name = statements.findName(select);
  expect(name).toMatch(/^p0_[0-9a-f]{32}$/);
  expect(statements.findName(select)).toBe(name);
  expect(findTwice(select)).toBe(name);
  expect(findTwice(`${select} LIMIT 1`)).not.toBe(name);
});

test.each([
  ["a list of values", 'SELECT id FROM "teams" WHERE "id" IN ($1,$2)'],
  ["a list of values in lower case", "select id from teams where id in ($1, $2)"],
  ["rows of values", 'INSERT INTO "teams" ("name","slug") VALUES ($1,$2), ($3,$4)'],
  ["a read of a group", 'with "person" as (select 1 as "id") select "id" from "person"'],
  ["a very long text", `SELECT '${"x".repeat(20_000)}'`],
  ["a transaction's command", "BEGIN"],
  ["a setting", "SET TRANSACTION READ ONLY"],
])("never names %s", (_, text) => {
  expect(findTwice(text)).toBeUndefined();
});

test("names a write that begins with common table expressions", () => {
  const write = 'with "entry" as (insert into "logs" ("id") values ($1)) select 1';
  expect(findTwice(write)).toBeDefined();
});

test("names at most 400 statements", () => {
  const statements = createPreparedStatements({ onLost: () => {} });
  const names = Array.from({ length: 450 }, (_, index) => findTwice(`SELECT ${index}`, statements));
  expect(names.filter((name) => name !== undefined)).toHaveLength(400);
  expect(statements.findName("SELECT 0")).toBe(names[0]);
});

test("remembers at most the last 1,000 statements that ran once", () => {
  const statements = createPreparedStatements({ onLost: () => {} });
  for (let index = 0; index < 1_001; index += 1) statements.findName(`SELECT ${index}`);
  expect(statements.findName("SELECT 0")).toBeUndefined();
  expect(statements.findName("SELECT 500")).toBeDefined();
});

test("prepares statements by new names after the type of a column changed", () => {
  const statements = createPreparedStatements({ onLost: () => {} });
  const before = findTwice(select, statements);
  expect(statements.recover(select, { code: "0A000" })).toBe(true);
  expect(statements.findName(select)).not.toBe(before);
});

test("prepares nothing more once the server does not know a name, and says so once", () => {
  const onLost = vi.fn();
  const statements = createPreparedStatements({ onLost });
  findTwice(select, statements);
  expect(statements.recover(select, { code: "26000" })).toBe(true);
  expect(statements.recover(select, { code: "42P05" })).toBe(true);
  expect(statements.findName(select)).toBeUndefined();
  expect(onLost).toHaveBeenCalledTimes(1);
});

test("leaves other errors, and those of statements without a name, as they are", () => {
  const statements = createPreparedStatements({ onLost: () => {} });
  expect(statements.recover(select, { code: "0A000" })).toBe(false);
  findTwice(select, statements);
  expect(statements.recover(select, { code: "23505" })).toBe(false);
});
