import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { readFile } from "@/lib/ingest/testing/open-text";

const settings = { timeZone: "Europe/Berlin", now: new Date("2026-11-30T10:00:00Z") };
const file = (...titles: readonly string[]) =>
  `external_id,title,assignee\n${titles.map((title, index) => `E-${index},${title},ada\n`).join("")}`;

async function readTitles(...parts: readonly Uint8Array[]) {
  const { read } = await readFile(parts, settings);
  return read.map(({ row }) => row?.title);
}

describe("the encoding of a file", () => {
  it.each(["utf-8", "utf-16le", "utf-16be", "windows-1252"])(
    "is recognized as %s without a byte order mark, in chunks of any size",
    async (encoding) => {
      const bytes = iconv.encode(file("Größe", "5 € – “so”", "don’t"), encoding);
      const chunks = [...bytes].map((byte) => Uint8Array.of(byte));
      expect(await readTitles(...chunks)).toEqual(["Größe", "5 € – “so”", "don’t"]);
    },
  );

  it.each(["utf-8", "utf-16le", "utf-16be"])("is %s by its byte order mark", async (encoding) => {
    const bytes = iconv.encode(file("Größe"), encoding, { addBOM: true });
    expect(await readTitles(bytes)).toEqual(["Größe"]);
  });

  it("is rejected by row and column where the file mixes two", async () => {
    const start = Buffer.from(file("Größe", "Größe"));
    const mixed = Buffer.concat([start, Buffer.from("E-9,Gr\xf6\xdfe,ada\n", "latin1")]);
    await expect(readTitles(mixed)).rejects.toThrow(/^Row 3, title: this cell is in another/);
    const late = Buffer.from(file("Gr\xf6\xdfe", "Stra\xdfe"), "latin1");
    const other = Buffer.concat([late, Buffer.from("E-9,ok,ädä\n")]);
    await expect(readTitles(other)).rejects.toThrow(/^Row 3, assignee: this cell is in another/);
  });

  it("is rejected where a byte has no character in Windows-1252", async () => {
    const bytes = Buffer.from(file("a\x81b"), "latin1");
    await expect(readTitles(bytes)).rejects.toThrow(/^Row 1, title: /);
  });

  it("is the one that the caller names", async () => {
    const bytes = iconv.encode(file("Größe"), "windows-1252");
    const { read } = await readFile([bytes], settings, { encoding: "windows-1252" });
    expect(read[0]?.row?.title).toBe("Größe");
  });
});
