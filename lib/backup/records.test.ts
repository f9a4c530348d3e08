import { describe, expect, it } from "vitest";
import { splitLines } from "./lines";
import { type BackupEvent, type BackupHeader, readRecords, writeRecord } from "./records";

const sha256 = "0".repeat(64);
const header: BackupHeader = {
  product: "1.0.0",
  createdAt: "2026-05-13T02:00:00.000Z",
  database: { kind: "embedded", version: "17.5" },
  migrations: [{ name: "20260101000000_first", checksum: sha256 }],
  tables: [
    { name: "teams", columns: ["id", "name"], rows: 2 },
    { name: "users", columns: ["id"], rows: 0 },
  ],
  sequences: [{ name: "teams_id_seq", value: "9007199254740993", isCalled: true }],
};
const rows = ['["1","a\u2028b"]\n', '["2",null]\n'];
const whole = [
  writeRecord.header(header),
  writeRecord.table("teams"),
  ...rows,
  writeRecord.end("teams", 2, sha256),
  writeRecord.table("users"),
  writeRecord.end("users", 0, sha256),
  writeRecord.last(),
];

async function* stream(text: string, size = 10): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}

async function readAll(lines: readonly string[], size?: number) {
  const events: BackupEvent[] = [];
  for await (const event of readRecords(stream(lines.join(""), size))) events.push(event);
  return events;
}

describe("the content of a backup", () => {
  it.each([1, 10, 100_000])("is read in chunks of %i bytes as it was written", async (size) => {
    expect(await readAll(whole, size)).toEqual([
      { kind: "header", header },
      { kind: "table", table: header.tables[0] },
      ...rows.map((line) => ({ kind: "row", line: line.trimEnd() })),
      { kind: "end", table: header.tables[0], sha256 },
      { kind: "table", table: header.tables[1] },
      { kind: "end", table: header.tables[1], sha256 },
    ]);
  });

  it("is rejected when any of its lines is missing, doubled or is the last", async () => {
    for (let index = 0; index < whole.length; index += 1) {
      const without = whole.toSpliced(index, 1);
      const doubled = whole.toSpliced(index, 0, whole[index] ?? "");
      const cut = whole.slice(0, index);
      for (const lines of [without, doubled, cut]) {
        await expect(readAll(lines)).rejects.toThrow("The backup is damaged");
      }
    }
  });

  it("is rejected when its last line has no end", async () => {
    const cut = whole.join("").slice(0, -1);
    await expect(readAll([cut])).rejects.toThrow("The backup is damaged");
  });
});

describe("splitting a stream into lines", () => {
  it("ends a line at a line feed only", async () => {
    const lines: (string | null)[] = [];
    for await (const line of splitLines(stream("a\r\u2028\n\nß\n", 1))) lines.push(line);
    expect(lines).toEqual(["a\r\u2028", "", "ß"]);
  });
});
