import { describe, expect, it } from "vitest";
import { joinEntries, toPacked, writeZip } from "@/lib/ingest/readers/write-zip";
import { readFile } from "@/lib/ingest/testing/open-text";
import { listWorkbookEntries } from "@/lib/ingest/testing/write-workbook";

const settings = { timeZone: "Europe/Berlin", now: new Date("2026-11-30T10:00:00Z") };
const header = ["external_id", "title", "assignee", "due_at", "completed_at", "difficulty"];
const row = ["X-1", "One", "ada", { date: 45_356 }, { date: 45_355.604_166_666_66 }, 4.5] as const;

const read = (bytes: Uint8Array) => readFile([bytes], settings);

describe("reading a workbook", () => {
  it("reads dates, times, numbers and the stored values of formulas of the first sheet", async () => {
    const formula = ["X-2", "Two", "ada", "2024-03-07", "", { formula: "2+3", value: 5 }] as const;
    const entries = listWorkbookEntries([["Report"], [], header, row, formula]);
    const { read: rows, notes } = await read(writeZip(entries));
    expect(notes[0]).toContain("the first sheet of an Excel workbook");
    expect(rows.map((one) => one.row)).toEqual([
      {
        externalId: "X-1",
        title: "One",
        assignee: "ada",
        dueAt: new Date("2024-03-05T22:59:59Z"),
        completedAt: new Date("2024-03-04T13:30:00Z"),
        difficulty: 450,
      },
      {
        externalId: "X-2",
        title: "Two",
        assignee: "ada",
        dueAt: new Date("2024-03-07T22:59:59Z"),
        difficulty: 500,
      },
    ]);
  });

  const entries = listWorkbookEntries([header, row]);
  const packed = entries.map(({ name, content }) => toPacked(name, Buffer.from(content)));
  it.each([
    [
      "is encrypted",
      joinEntries(packed.map((entry) => ({ ...entry, flags: 1 }))),
      /is encrypted\. Save it as CSV UTF-8/,
    ],
    [
      "has macros",
      writeZip([...entries, { name: "xl/vbaProject.bin", content: "x" }]),
      /has macros/,
    ],
    [
      "would be larger than 50 MB",
      joinEntries([
        ...packed,
        { ...toPacked("xl/big.xml", Buffer.from("x")), inflatedSize: 60_000_000 },
      ]),
      /more than 50 MB of content/,
    ],
    ["is no workbook", writeZip([{ name: "a.txt", content: "x" }]), /not an Excel workbook/],
    ["is cut", writeZip(entries).subarray(0, -30), /is damaged, or a part of it is missing/],
    ["has no rows", writeZip(listWorkbookEntries([header])), /a header line, but no rows/],
  ])("rejects one that %s", async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(message);
  });

  it("rejects an old or encrypted Office document", async () => {
    await expect(read(Buffer.from("d0cf11e0a1b11ae100000000", "hex"))).rejects.toThrow(
      "an old Office document",
    );
  });
});
