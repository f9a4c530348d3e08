import { describe, expect, it } from "vitest";
import type { ImportRow } from "@/lib/performance/imports/import-row";
import { neutralizeFormulas } from "@/lib/spreadsheet-text";
import { type ImportFormat, readAssignments } from "./read-assignments";

const settings = { timeZone: "Europe/Berlin", now: new Date("2026-05-20T10:00:00Z") };
const header = "external_id,title,assignee,completed_at";

async function* toChunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === "string" ? Buffer.from(part) : part;
}

async function readAll(
  format: ImportFormat,
  ...parts: readonly (string | Uint8Array)[]
): Promise<ImportRow[]> {
  const rows: ImportRow[] = [];
  for await (const row of readAssignments(toChunks(...parts), format, settings)) rows.push(row);
  return rows;
}

const readCsv = (...parts: readonly (string | Uint8Array)[]) => readAll("csv", ...parts);
const readNdjson = (...parts: readonly (string | Uint8Array)[]) => readAll("ndjson", ...parts);

describe("reading CSV", () => {
  it("reads a text exactly that an export made harmless for spreadsheets", async () => {
    const texts = ["=1+1", "'=1+1", "x;=HYPERLINK(1)", "a, -b", "'tis"];
    const lines = texts.map((text, index) => `A-${index},"${neutralizeFormulas(text)}",ada,\r\n`);
    const rows = await readCsv(`${header}\r\n${lines.join("")}`);
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
          completedAt: null,
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

  it("reads a last line without a line end, and skips blank lines", async () => {
    const rows = await readCsv(`${header}\n\nA-1,One,ada,\n\nA-2,Two,ben,`);
    expect(rows.map(({ rowNumber, row }) => [rowNumber, row?.externalId])).toEqual([
      [1, "A-1"],
      [2, "A-2"],
    ]);
  });

  it("rejects a row with too few or too many cells, and reads the next rows", async () => {
    const rows = await readCsv(`${header}\nA-1,One\nA-2,Two,ben,,,\nA-3,Three,cai,\n`);
    expect(rows.map(({ errors }) => errors.map(({ reason }) => reason))).toEqual([
      ["The row has 2 cells, but the header line has 4."],
      ["The row has 6 cells, but the header line has 4."],
      [],
    ]);
    expect(rows[1]?.given).toMatchObject({ external_id: "A-2", "cell 6": "" });
  });

  it.each([
    [
      "an unknown column",
      "external_id,title,assignee,salary\n",
      /“salary”, which the import format does not have/,
    ],
    ["a missing column", "external_id,title\n", /lacks “assignee”/],
    ["a repeated column", "external_id,title,assignee,title\n", /“title” more than once/],
    ["semicolons", "external_id;title;assignee\n", /separated by semicolons/],
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

  it("rejects an image, a workbook and UTF-16, and names the kind of file", async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
    await expect(readCsv(png)).rejects.toThrow("This is a PNG picture, not CSV in UTF-8.");
    await expect(readCsv("PK\u0003\u0004 …")).rejects.toThrow("an Excel workbook");
    await expect(readCsv(Buffer.from(`\uFEFF${header}`, "utf16le"))).rejects.toThrow("UTF-16");
    await expect(readNdjson(png)).rejects.toThrow("This is a PNG picture, not NDJSON in UTF-8.");
    await expect(readCsv(Uint8Array.of(0, 1, 2, 3, 4))).rejects.toThrow("first line is not UTF-8");
  });

  it("rejects text in another encoding, and names the row and column", async () => {
    const latin = Buffer.from(`${header}\nA-1,One,ada,\nA-2,Präsentation,ben,\n`, "latin1");
    await expect(readCsv(latin)).rejects.toThrow("Row 2, title: this is not UTF-8 text.");
  });

  it("rejects a line of 10 MB without reading all of it", async () => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${header}\nA-1,`);
      for (; sent < 160; sent += 1) yield Buffer.alloc(65_536, "x");
    }
    const reading = readAssignments(endless(), "csv", settings);
    await expect(reading.next()).rejects.toThrow("Row 1 is longer than 1 MB");
    expect(sent).toBeLessThan(40);
  });

  it("rejects a row with a NUL character, and names the column", async () => {
    const rows = await readCsv(`${header}\nA-1,On\u0000e,ada,\nA-2,Two,ben,\n`);
    expect(rows.map(({ errors }) => errors)).toEqual([
      [{ field: "title", reason: "title has a control character (U+0000)." }],
      [],
    ]);
  });

  it("throws the error of its source", async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${header}\n`);
      throw new Error("the disk is gone");
    }
    const reading = readAssignments(failing(), "csv", settings);
    await expect(reading.next()).rejects.toThrow("the disk is gone");
  });

  it("ends its source when the reader stops early", async () => {
    let ended = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (let row = 0; row < 1_000_000; row += 1) {
          yield Buffer.from(row === 0 ? `${header}\n` : `A-${row},One,ada,\n`);
        }
      } finally {
        ended = true;
      }
    }
    for await (const { rowNumber } of readAssignments(source(), "csv", settings)) {
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
      { externalId: "17", title: "One", assignee: "ada", difficulty: 465, dueAt: null },
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
    ["[1,2]", "row", "The line is not a JSON object."],
    ["{oops", "row", "The line is not a JSON object."],
    ['{"external_id":"A","title":"T","assignee":"a","salary":1}', "salary", "has no field"],
    ['{"external_id":"A","title":"T"}', "assignee", "assignee must not be empty."],
    ['{"external_id":true,"title":"T","assignee":"a"}', "external_id", "not true or false"],
    ['{"external_id":"A","title":{},"assignee":"a"}', "title", "not an object"],
    ['{"external_id":"A","title":"\\ud800","assignee":"a"}', "title", "half of a character"],
    ['{"external_id":"A","title":"T","assignee":"a","difficulty":1e400}', "difficulty", "0 to 10"],
    [
      '{"external_id":"A","title":"T","assignee":"a","__proto__":{"x":1}}',
      "__proto__",
      "has no field",
    ],
  ])("rejects %s", async (line, field, reason) => {
    const rows = await readNdjson(`${line}\n`);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.errors.map((error) => error.field)).toEqual([field]);
    expect(rows[0]?.errors[0]?.reason).toContain(reason);
  });

  it("rejects a truncated file and a line of 10 MB", async () => {
    await expect(readNdjson('{"external_id":"A","tit')).rejects.toThrow("in the middle of row 1");
    await expect(readNdjson(Buffer.alloc(10_485_760, "x"))).rejects.toThrow("longer than 1 MB");
  });
});
