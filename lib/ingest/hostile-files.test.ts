import { describe, expect, it } from "vitest";
import type { ImportRow } from "@/lib/performance/imports/import-row";
import { dates } from "./testing/hostile/dates";
import { encodings } from "./testing/hostile/encodings";
import type { ExpectedRow, HostileFile } from "./testing/hostile/hostile-file";
import { objects } from "./testing/hostile/objects";
import { tables } from "./testing/hostile/tables";
import { values } from "./testing/hostile/values";
import { workbooks } from "./testing/hostile/workbooks";
import { readFile } from "./testing/open-text";

const settings = { timeZone: "Europe/Berlin", now: new Date("2026-11-30T10:00:00Z") };
const files = [...dates, ...values, ...encodings, ...tables, ...objects, ...workbooks];

function describeRow({ row, errors, ...others }: ImportRow, expected: ExpectedRow | undefined) {
  if ("isSkipped" in others) return "skipped";
  if (row !== null) return row;
  const [first] = errors;
  // An error of a cell that has text shows it.
  const field = expected !== undefined && typeof expected === "object" && "field" in expected;
  return field ? { field: first?.field, reason: first?.reason } : errors;
}

function toMatcher(expected: ExpectedRow): unknown {
  if (expected === "skipped") return expected;
  const isRejection = "reason" in expected && expected.reason instanceof RegExp;
  if (!isRejection) return expect.objectContaining(expected);
  return { field: expected.field, reason: expect.stringMatching(expected.reason) };
}

async function check(file: HostileFile): Promise<void> {
  const reading = readFile(file.parts, settings, file.choices);
  if ("rejected" in file) {
    await expect(reading).rejects.toThrow(file.rejected);
    await expect(reading).rejects.toMatchObject({ code: "invalid_request" });
    return;
  }
  const { read } = await reading;
  const found = read.map((row, index) => describeRow(row, file.rows[index]));
  expect(found).toEqual(file.rows.map(toMatcher));
}

describe("an odd or malicious file", () => {
  it.each(files.map((file) => [file.name, file] as const))(
    "with %s is read rightly or rejected by a sentence",
    async (_, file) => check(file),
  );

  it("is one of at least 120, each named once", () => {
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
    expect(files.length).toBeGreaterThanOrEqual(120);
  });

  it("shows the value of each rejected cell that has text", async () => {
    for (const { parts } of [...dates, ...values].filter((file) => "rows" in file)) {
      const { read } = await readFile(parts, settings);
      for (const { given, errors } of read) {
        for (const { field, value } of errors) {
          const cell = String(given[field] ?? "").trim();
          expect(value === undefined).toBe(cell === "" || /^\u3164*$/.test(cell));
        }
      }
    }
  });

  it("fills no memory, whatever sizes it names", async () => {
    const before = process.memoryUsage().rss;
    for (const file of workbooks.filter(({ name }) => /bomb|sizes|last row|no sheet/.test(name))) {
      await check(file);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });
});
