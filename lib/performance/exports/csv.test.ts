import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { type PerformanceLog, performanceLog } from "@/lib/performance/history/log-schemas";
import { historyEntry, userSummary } from "@/lib/performance/summaries/schemas";
import { neutralizeFormulas } from "@/lib/spreadsheet-text";
import type { Column } from "./column";
import { entryColumns, logColumns, summaryColumns } from "./columns";
import { formatCsv, streamCsv } from "./csv";

const formulaStarts = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"];
const formulaRests = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x";"y")', "SUM(A1:A9)"];
const prefixes = formulaStarts.flatMap((start) => formulaRests.map((rest) => start + rest));

const log: PerformanceLog = {
  user_id: 5,
  username: "john_doe",
  display_name: "John",
  id: 1,
  created_at: "2026-05-15T14:30:00.000Z",
  tasks_completed: 42,
  on_time_ratio: 0.92,
  skill_accuracy: null,
  difficulty_factor: 0.75,
  avg_completion_time: 5.8,
  avg_completion_speed: -1.2,
  performance_score: 87.5,
  score_change: -2.1,
  kind: "completion",
  assignment_id: 7,
  assignment_title: "A task",
  contributions: { on_time: -2.1, skill: null, difficulty: 0 },
  recorded_at: "2026-05-15T14:30:01.000Z",
  corrects: null,
  evidence: { due: 40, skill_rated: 0, difficulty_rated: 12, timed: 42 },
  work: null,
};

async function* toPages<Row>(...pages: readonly (readonly Row[])[]) {
  for (const page of pages) yield await Promise.resolve(page);
}

async function readFile<Row>(
  columns: readonly Column<Row>[],
  pages: readonly (readonly Row[])[],
  bom = false,
) {
  let text = "";
  for await (const piece of streamCsv(columns, toPages(...pages), { bom })) text += piece;
  return text;
}

function listPaths(schema: z.ZodObject): string[] {
  return Object.entries(schema.shape).flatMap(([name, value]) => {
    const inner = value instanceof z.ZodNullable ? value.unwrap() : value;
    return inner instanceof z.ZodObject ? listPaths(inner).map((path) => `${name}.${path}`) : name;
  });
}

describe("exports as CSV", () => {
  it("knows 40 prefixes of a formula", () => {
    expect(new Set(prefixes).size).toBe(40);
  });

  it.each(["username", "display_name", "assignment_title"] as const)(
    "keeps any text in %s from becoming a formula, and keeps the text",
    async (name) => {
      const rows = prefixes.map((text) => ({ ...log, [name]: text }));
      const cells = parse<Record<string, string>>(await readFile(logColumns, [rows]), {
        columns: true,
      });
      expect(cells.map((row) => row[name])).toEqual(prefixes.map((text) => `'${text}`));
    },
  );

  it("keeps numbers as numbers, also below zero", async () => {
    const [row] = parse<Record<string, string>>(await readFile(logColumns, [[log]]), {
      columns: true,
    });
    expect(row).toMatchObject({
      score_change: "-2.1",
      avg_completion_speed: "-1.2",
      "contributions.on_time": "-2.1",
      "contributions.skill": "",
      "contributions.difficulty": "0",
      corrects: "",
    });
  });

  it("ends every line with CRLF and quotes special characters", () => {
    expect(formatCsv([["a,b", 'say "x"', "two\nlines", "two\rlines", " plain ", true, null]])).toBe(
      '"a,b","say ""x""","two\nlines","two\rlines", plain ,true,\r\n',
    );
  });

  it("is byte for byte what the library for CSV writes", () => {
    const parts = [
      ..."\"',;|\r\n\t=+-@ ＝＠é😀\u2028\u00A0\0\\",
      "\r\n",
      '""',
      "null",
      "2026-05-15T14:30:00.000Z",
    ];
    const texts = fc.array(fc.constantFrom(...parts), { maxLength: 8 }).map((all) => all.join(""));
    const numbers = fc.oneof(
      fc.integer().map((steps) => steps / 100),
      fc.double(),
      fc.maxSafeInteger(),
    );
    const cells = fc.oneof(
      texts,
      fc.string({ unit: "binary" }),
      numbers,
      fc.boolean(),
      fc.constant(null),
    );
    assertProperty(
      fc.property(
        fc.array(fc.array(cells, { minLength: 2, maxLength: 6 }), { maxLength: 4 }),
        (rows) => {
          const expected = stringify(rows, {
            record_delimiter: "\r\n",
            quote_record_delimiter: true,
            cast: { boolean: String, string: neutralizeFormulas },
          });
          expect(formatCsv(rows)).toBe(expected);
        },
      ),
    );
  });

  it("writes the header once, for any number of pages, and alone where there are none", async () => {
    const header = `${entryColumns.map(({ name }) => name).join(",")}\r\n`;
    expect(await readFile(entryColumns, [])).toBe(header);
    expect(await readFile(entryColumns, [[]])).toBe(header);
    const pages = await readFile(entryColumns, [[log], [log, log]]);
    expect(pages.split("\r\n")).toHaveLength(5);
    expect(pages.startsWith(header)).toBe(true);
  });

  it("begins with a byte order mark on request", async () => {
    expect((await readFile(entryColumns, [[log]], true)).startsWith("\uFEFFid,created_at")).toBe(
      true,
    );
  });

  it.each([
    ["an entry", historyEntry, entryColumns],
    ["a log", performanceLog, logColumns],
    ["a summary", userSummary, summaryColumns],
  ])("has a column for every value of %s", (_what, schema, columns) => {
    expect(columns.map(({ name }) => name).sort()).toEqual(listPaths(schema).sort());
  });

  it("has unique columns, each with a description", () => {
    for (const columns of [entryColumns, logColumns, summaryColumns]) {
      expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
      expect(columns.filter(({ definition }) => definition.length < 5)).toEqual([]);
    }
  });
});
