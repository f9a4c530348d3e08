import { describe, expect, it } from "vitest";
import type { ImportRow } from "@/lib/performance/imports/import-row";
import { neutralizeFormulas } from "@/lib/spreadsheet-text";
import { openAssignments } from "./open-assignments";
import type { ImportFormat } from "./open-table";
import { readAssignments } from "./read-assignments";
import { createSource, readFile } from "./testing/open-text";

const settings = { timeZone: "Europe/Berlin", now: new Date("2026-05-20T10:00:00Z") };
const header = "external_id,title,assignee,completed_at";

async function readAll(
  format: ImportFormat,
  ...parts: readonly (string | Uint8Array)[]
): Promise<readonly ImportRow[]> {
  return (await readFile(parts, settings, { format })).read;
}

const readCsv = (...parts: readonly (string | Uint8Array)[]) => readAll("csv", ...parts);
const readNdjson = (...parts: readonly (string | Uint8Array)[]) => readAll("ndjson", ...parts);

describe("reading CSV", () => {
  it("reads a text of rejected rows exactly that was made harmless for spreadsheets", async () => {
    const texts = ["=1+1", "'=1+1", "x;=HYPERLINK(1)", "a, -b", "'tis"];
    const lines = texts.map((text, index) => `A-${index},"${neutralizeFormulas(text)}",ada,,1\r\n`);
    const rows = await readCsv(`${header},rejected_row\r\n${lines.join("")}`);
    expect(rows.map(({ row }) => row?.title)).toEqual(texts);
    expect(rows.map(({ given }) => given.title)).toEqual(texts);
  });

  it("numbers rows from 1 after the header and keeps their original cells", async () => {
    const rows = await readCsv(`${header}\r\nA-1,One,ada,\r\nA-2,Two,ben,2026-05-01\r\n`);
    expect(rows).toEqual([
      {
        rowNumber: 1,
        given: { external_id: "A-1", title: "One", assignee: "ada", completed_at: "" },
        row: {
          externalId: "A-1",
          title: "One",
          assignee: "ada",
        },
        errors: [],
      },
      {
        rowNumber: 2,
        given: { external_id: "A-2", title: "Two", assignee: "ben", completed_at: "2026-05-01" },
        row: {
          externalId: "A-2",
          title: "Two",
          assignee: "ben",
          completedAt: new Date("2026-05-01T21:59:59Z"),
          completedPrecision: "day",
        },
        errors: [],
      },
    ]);
  });

  it("reads a byte order mark, quotes and line ends in cells, in chunks of any size", async () => {
    const whole = Buffer.from(`\uFEFF${header}\nA-1,"Says ""é"",\nthen goes",ada,\n`);
    const rows = await readCsv(...[...whole].map((byte) => Uint8Array.of(byte)));
    expect(rows.map(({ row }) => row?.title)).toEqual(['Says "é",\nthen goes']);
  });

  it("reads a last line that a quote ends, and skips blank lines", async () => {
    const rows = await readCsv(`${header}\n\nA-1,One,ada,\n\nA-2,Two,ben,""`);
    expect(rows.map(({ rowNumber, row }) => [rowNumber, row?.externalId])).toEqual([
      [1, "A-1"],
      [2, "A-2"],
    ]);
  });

  it("rejects a row with more cells than the header line, and reads those with fewer", async () => {
    const rows = await readCsv(
      `${header}\nA-1,One\nA-2,Two,ben,,,\nA-3,Three,cai,,,x\nA-4,Four,dan\n`,
    );
    expect(rows.map(({ errors }) => errors.map(({ reason }) => reason))).toEqual([
      ["assignee must not be empty."],
      [],
      ["The row has 6 cells, but the header line has 4."],
      [],
    ]);
    expect(rows[2]?.given).toMatchObject({ external_id: "A-3", "cell 6": "x" });
  });

  it.each([
    ["a missing column", "external_id,title\nA,T\n", /lacks “assignee”/],
    ["no rows", "external_id,title,assignee\n", /has a header line, but no rows/],
    [
      "a column that is called otherwise",
      "external_id,title,assigne\nA,T,ada\n",
      /lacks “assignee” \(the nearest is “assigne”\)/,
    ],
    ["no content", "", /is empty/],
    ["a line break only", "\n", /is empty/],
    [
      "an unclosed quote",
      `${header}\nA-1,One,ada,\nA-2,"Two,ben,\nA-3,x,y,\n`,
      /^Row 2 begins a quoted/,
    ],
    ["a stray quote", `${header}\nA-1,On"e,ada,\n`, /^Row 1 has a quote in the wrong place/],
    ["text after a quoted cell", `${header}\nA-1,"One"x,ada,\n`, /^Row 1 has a quote/],
    ["an incomplete last row", `${header}\nA-1,One,ada,\nA-2,Tw`, /ends in the middle of row 2/],
  ])("rejects a file with %s", async (_, content, message) => {
    const reading = readCsv(content);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow(/Nothing was imported\.$/);
  });

  it("rejects an image, a web page and an archive, and names the kind of file", async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
    await expect(readCsv(png)).rejects.toThrow("This is a PNG picture, not a table");
    await expect(readNdjson(png)).rejects.toThrow("This is a PNG picture, not a table");
    for (const page of ["<!DOCTYPE html><table></table>", "\uFEFF\n<html><body>"]) {
      await expect(readCsv(page)).rejects.toThrow("a web page (HTML)");
    }
    await expect(readCsv("PK\u0003\u0004 …")).rejects.toThrow("This workbook is damaged");
  });

  it("rejects a line of 10 MB without reading all of it", async () => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${header}\nA-1,`);
      for (; sent < 160; sent += 1) yield Buffer.alloc(65_536, "x");
    }
    const reading = openAssignments({ open: endless }, settings, { encoding: "utf-8" });
    await expect(reading).rejects.toThrow("Row 1 is longer than 1 MB");
    expect(sent).toBeLessThan(60);
  });

  it("rejects a row with a NUL character, and names the column", async () => {
    const rows = await readCsv(`${header}\nA-1,On\u0000e,ada,\nA-2,Two,ben,\n`);
    expect(rows.map(({ errors }) => errors)).toEqual([
      [
        {
          field: "title",
          reason: "title has a control character (U+0000).",
          value: "On\uFFFDe",
        },
      ],
      [],
    ]);
  });

  it("throws the error of its source", async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${header}\n`);
      throw new Error("the disk is gone");
    }
    await expect(openAssignments({ open: failing }, settings)).rejects.toThrow("the disk is gone");
  });

  it("ends its source when the reader stops early", async () => {
    let ended = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (let row = 0; row < 20_000; row += 1) {
          yield Buffer.from(row === 0 ? `${header}\n` : `A-${row},One,ada,\n`);
        }
      } finally {
        ended = true;
      }
    }
    const { rows } = await openAssignments({ open: source }, settings);
    ended = false;
    for await (const { rowNumber } of rows) {
      if (rowNumber === 3) break;
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(true);
  });
});

describe("reading NDJSON", () => {
  it("reads an object on each line with numbers, lists and nulls", async () => {
    const rows = await readNdjson(
      '\uFEFF{"external_id":17,"title":"One","assignee":"ada","difficulty":4.645,"due_at":null}\n\n',
      '{"external_id":"B","title":"Two","assignee":"ada","required_skills":["sql:7","writing"]}',
    );
    expect(rows.map(({ row }) => row)).toEqual([
      { externalId: "17", title: "One", assignee: "ada", difficulty: 465 },
      {
        externalId: "B",
        title: "Two",
        assignee: "ada",
        requiredSkills: [
          { name: "sql", level: 7 },
          { name: "writing", level: 5 },
        ],
      },
    ]);
  });

  it.each([
    ['"A,T,a"', "row", "The line is not a JSON object."],
    ["{oops", "row", "The line is not a JSON object."],
    ['{"external_id":"A","title":"T"}', "assignee", "assignee must not be empty."],
    ['{"external_id":true,"title":"T","assignee":"a"}', "external_id", "not true or false"],
    ['{"external_id":"A","title":{},"assignee":"a"}', "title", "not an object"],
    ['{"external_id":"A","title":"\\ud800","assignee":"a"}', "title", "half of a character"],
    ['{"external_id":"A","title":"T","assignee":"a","difficulty":1e400}', "difficulty", "0 to 10"],
    ['{"external_id":"A","title":"T","title":"U","assignee":"a"}', "row", "has “title” twice"],
  ])("rejects %s", async (line, field, reason) => {
    const rows = await readNdjson(`${line}\n`);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.errors.map((error) => error.field)).toEqual([field]);
    expect(rows[0]?.errors[0]?.reason).toContain(reason);
  });

  it("ignores names that the import format does not have, and says so", async () => {
    const line = '{"external_id":"A","title":"T","assignee":"a","salary":1,"__proto__":{"x":1}}\n';
    const { read, notes } = await readFile([line], settings);
    expect(read[0]?.row).toEqual({ externalId: "A", title: "T", assignee: "a" });
    expect(notes).toContain("Columns that are ignored: “salary”, “__proto__”.");
  });

  it("clears by null what this program writes itself", async () => {
    const line = '{"external_id":"A","title":"T","assignee":"a","due_at":null}\n';
    const rows = readAssignments(createSource(line).open(), settings);
    expect((await rows.next()).value.row).toMatchObject({ dueAt: null });
  });

  it.each(['[{"external_id":"A"},\n', "{\n"])(
    "says that NDJSON has one object per line for a file that begins with %j",
    async (start) => {
      await expect(readNdjson(start)).rejects.toThrow("NDJSON has one object per line");
    },
  );

  it("rejects a truncated file and a line of 10 MB", async () => {
    await expect(readNdjson('{"external_id":"A","tit')).rejects.toThrow("in the middle of row 1");
    await expect(readNdjson(Buffer.alloc(10_485_760, "x"))).rejects.toThrow("longer than 1 MB");
  });
});
