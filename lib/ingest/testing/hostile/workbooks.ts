import { deflateRawSync } from "node:zlib";
import { joinEntries, type PackedEntry, toPacked, writeZip } from "@/lib/ingest/readers/write-zip";
import { listWorkbookEntries, type SheetCell } from "@/lib/ingest/testing/write-workbook";
import type { HostileFile } from "./hostile-file";

const names = ["external_id", "title", "assignee", "due_at", "difficulty"];
const a = { externalId: "A", title: "t", assignee: "ada" };
const damaged = /^This workbook is damaged/;
const apart = /cells that are too far apart/;
const failed = { field: "due_at", reason: /an error of a spreadsheet/ };
const outOfRange = { field: "due_at", reason: /must be a date/ };

const write = (...rows: readonly (readonly SheetCell[])[]) => listWorkbookEntries([names, ...rows]);
const text = (place: string, value: string) =>
  `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
const rowWith = (cell: string) =>
  `<row r="2">${text("A2", "A")}${text("B2", "t")}${text("C2", "ada")}${cell}</row>`;

function change(part: string, from: string, to: string) {
  return write(["A", "t", "ada", { date: 43_894 }]).map(({ name, content }) => ({
    name,
    content: name.endsWith(part) ? String(content).replace(from, to) : content,
  }));
}

const withCell = (cell: string) =>
  writeZip(
    write().map(({ name, content }) => ({
      name,
      content: String(content).replace("</sheetData>", `${cell}</sheetData>`),
    })),
  );

const pack = (pack: (entry: PackedEntry) => PackedEntry) =>
  joinEntries(
    write(["A", "t", "ada"]).map(({ name, content }) => pack(toPacked(name, Buffer.from(content)))),
  );
const deflate = (entry: PackedEntry) => ({
  ...entry,
  method: 8,
  data: deflateRawSync(entry.data),
});

/** Inflates to 100 MB, and says that it has 10 bytes. */
function makeBomb(): Buffer {
  const data = deflateRawSync(Buffer.alloc(100 * 1024 * 1024), { level: 1 });
  const bomb = { ...toPacked("xl/worksheets/sheet1.xml", data), method: 8, inflatedSize: 10 };
  const others = write().filter(({ name }) => name !== bomb.name);
  return joinEntries([
    ...others.map(({ name, content }) => toPacked(name, Buffer.from(content))),
    bomb,
  ]);
}

const sheets = (first: string) =>
  change(
    "workbook.xml",
    '<sheet name="One"',
    `<sheet name="Zero" ${first}sheetId="2" r:id="rId9"/><sheet name="One"`,
  );

export const workbooks: readonly HostileFile[] = [
  { name: "a deflated workbook", parts: [pack(deflate)], rows: [a] },
  {
    name: "a bomb that names a small size",
    parts: [makeBomb()],
    rejected: damaged,
  },
  {
    name: "sizes of 4 GB",
    parts: [pack((entry) => ({ ...entry, inflatedSize: 0xffffffff }))],
    rejected: /more than 50 MB of content/,
  },
  {
    name: "sizes that are too large",
    parts: [pack((entry) => ({ ...entry, inflatedSize: entry.inflatedSize + 1 }))],
    rejected: damaged,
  },
  {
    name: "a changed byte",
    parts: [pack((entry) => ({ ...entry, checksum: (entry.checksum ^ 1) >>> 0 }))],
    rejected: damaged,
  },
  {
    name: "another kind of compression",
    parts: [pack((entry) => ({ ...entry, method: 12 }))],
    rejected: damaged,
  },
  {
    name: "an encrypted workbook",
    parts: [pack((entry) => ({ ...entry, flags: 1 }))],
    rejected: /is encrypted/,
  },
  {
    name: "macros",
    parts: [writeZip([...write(), { name: "xl/vbaProject.bin", content: "x" }])],
    rejected: /has macros/,
  },
  {
    name: "a part twice",
    parts: [writeZip([...write(["A", "t", "ada"]), ...write(["B", "t", "ada"])])],
    rejected: /cannot be read/,
  },
  { name: "a cut workbook", parts: [pack(deflate).subarray(0, -9)], rejected: damaged },
  {
    name: "a cell in the last row and column",
    parts: [withCell('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')],
    rejected: apart,
  },
  {
    name: "a row that no sheet has",
    parts: [withCell('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>')],
    rejected: apart,
  },
  {
    name: "a row behind an attribute with a bracket",
    parts: [withCell('<row x=">" r="99999999999"><c r="A99999999999"><v>1</v></c></row>')],
    rejected: apart,
  },
  {
    name: "an entity",
    parts: [
      writeZip(change("sheet1.xml", "<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet')),
    ],
    rejected: /cannot be read/,
  },
  {
    name: "broken XML",
    parts: [writeZip(change("sheet1.xml", "</row>", "<row"))],
    rejected: /cannot be read/,
  },
  {
    name: "an error in a cell",
    parts: [withCell(rowWith('<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'))],
    rows: [failed],
  },
  {
    name: "a formula that was never calculated",
    parts: [withCell(rowWith('<c r="D2" s="1"><f>TODAY()+1</f></c>'))],
    rows: [failed],
  },
  {
    name: "a formula that gives no text",
    parts: [withCell(rowWith('<c r="D2" t="str"><f>""</f><v></v></c>'))],
    rows: [a],
  },
  {
    name: "a date in ISO 8601",
    parts: [withCell(rowWith('<c r="D2" t="d"><v>2024-03-04T10:00:00</v></c>'))],
    rows: [{ dueAt: new Date("2024-03-04T09:00:00Z") }],
  },
  ...["1", "true", "on"].map((word) => ({
    name: `dates since 1904 (${word})`,
    parts: [
      writeZip(change("workbook.xml", "<sheets>", `<workbookPr date1904="${word}"/><sheets>`)),
    ],
    rows: [{ dueAt: new Date("2024-03-05T22:59:59Z") }],
  })),
  ...[0, 0.5, 1, 60, -1, 2_958_466].map((date) => ({
    name: `the day ${date} of a workbook`,
    parts: [writeZip(write(["A", "t", "ada", { date }]))],
    rows: [outOfRange],
  })),
  {
    name: "the number of a day without its format",
    parts: [writeZip(write(["A", "t", "ada", 45_356]))],
    rows: [outOfRange],
  },
  {
    name: "a number of more than 15 digits as an id",
    parts: [
      writeZip(write([738_529_527_931_269_400, "t", "ada"], [123_456_789_012_345, "t", "ada"])),
    ],
    rows: [
      { field: "external_id", reason: /written with all of its digits/ },
      { externalId: "123456789012345" },
    ],
  },
  { name: "a hidden first sheet", parts: [writeZip(sheets('state="hidden" '))], rows: [a] },
  {
    name: "a first sheet that is missing",
    parts: [writeZip(sheets(""))],
    rejected: /cannot be read/,
  },
  {
    name: "a document of words",
    parts: [writeZip([{ name: "word/document.xml", content: "<w/>" }])],
    rejected: /not an Excel workbook/,
  },
];
