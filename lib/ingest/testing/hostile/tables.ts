import { type HostileFile, header, write } from "./hostile-file";

const a = { externalId: "A", title: "t", assignee: "ada" };
const wrongQuote = /^Row 1 has a quote in the wrong place/;
const unclosed = /^Row 1 begins a quoted cell that is never closed/;
const repeated = { field: "row", reason: /repeats the header line/ };
const noTitle = { field: "title", reason: /must not be empty/ };
const cut = /ends in the middle of row 1/;

export const tables: readonly HostileFile[] = [
  { name: "an unclosed quote", parts: [write('A,"t,ada,,,,')], rejected: unclosed },
  { name: "a stray quote", parts: [write('A,t"t,ada,,,,')], rejected: wrongQuote },
  { name: "a space before a quote", parts: [write('A, "t",ada,,,,')], rejected: wrongQuote },
  { name: "text behind a quote", parts: [write('A,"t"t,ada,,,,')], rejected: wrongQuote },
  {
    name: "quotes behind backslashes",
    parts: [write('A,"t \\"t\\"",ada,,,,')],
    rejected: wrongQuote,
  },
  { name: "a lone quote", parts: ['"'], rejected: /^The file is empty/ },
  {
    name: "a separator in single quotes",
    parts: [write("A,'t, t',ada,,,,")],
    rows: [{ field: "due_at", reason: /must be a date/ }],
  },
  { name: "only commas", parts: [write(",,,,,,", ",,,,,,")], rejected: /no rows/ },
  {
    name: "a short row",
    parts: [write("A,t,ada", "B,t")],
    rows: [a, { field: "assignee", reason: /empty/ }],
  },
  {
    name: "a row with more cells than the header line",
    parts: [write("A,t,ada,,,,,,t")],
    rows: [{ field: "row", reason: /^The row has 9 cells, but the header line has 7\.$/ }],
  },
  {
    name: "marks of a conflict",
    parts: [write("<<<<<<< HEAD", "A,t,ada,,,,")],
    rows: [noTitle, a],
  },
  { name: "a comment", parts: [write("# made by hand", "A,t,ada,,,,")], rows: [noTitle, a] },
  { name: "a row of totals", parts: [write("A,t,ada,,,,", "Total,,,,,5,")], rows: [a, noTitle] },
  {
    name: "the end-of-file character of DOS",
    parts: [write("A,t,ada,,,,", "\u001a")],
    rows: [a, { field: "external_id", reason: /U\+001A/ }],
  },
  {
    name: "two files joined with their header lines",
    parts: [write("A,t,ada,,,,"), `\ufeff${write("B,t,ada,,,,")}`],
    rows: [a, repeated, { externalId: "B" }],
  },
  {
    name: "a second header line in another order",
    parts: [write("A,t,ada,,,,"), "title,external_id,assignee\n", "t,B,ada\n"],
    rejected: /^Row 2 is another header line, with its columns in another order/,
  },
  {
    name: "a title column twice with two values",
    parts: ["external_id,title,assignee,Title\nA,t,ada,other\nB,t,ada,t\nC,t,ada,\n"],
    rows: [
      { field: "title", reason: /several values, because the file has its column more than once/ },
      { title: "t" },
      { title: "t" },
    ],
  },
  {
    name: "an assignee column twice with two people",
    parts: ["external_id,title,assignee,Assignee\nA,t,ada,bob\n"],
    rows: [{ field: "assignee", reason: /several values/ }],
  },
  {
    name: "a due column without and one with a zone in its name",
    parts: [
      "external_id,title,assignee,due_at,due_at (UTC)\nA,t,ada,2024-03-04 10:00,2024-03-04 09:00\n",
    ],
    rows: [{ dueAt: new Date("2024-03-04T09:00:00Z") }],
  },
  {
    name: "other lines before the header",
    parts: [`[Report]\n\nMade by,ada\n${write("A,t,ada,,,,")}`],
    rows: [a],
  },
  { name: "line ends of old Macs", parts: [write("A,t,ada,,,,").replace(/\n/g, "\r")], rows: [a] },
  {
    name: "three kinds of line ends",
    parts: [`${header}A,t,ada,,,,\r\nB,t,ada,,,,\rC,t,ada,,,,\n`],
    rows: [a, { externalId: "B" }, { externalId: "C" }],
  },
  { name: "a carriage return too many", parts: [`${header}A,t,ada,,,,\r\r\n`], rows: [a] },
  {
    name: "bars between the columns",
    parts: ["external_id|title|assignee\nA|t|ada\n"],
    rejected: /^The header line lacks “external_id”/,
  },
  { name: "a file cut in a cell", parts: [`${header}A,t,ad`], rejected: cut },
  { name: "a file cut behind a cell", parts: [`${header}A,t,ada,2024-03-0`], rejected: cut },
  {
    name: "a cell of more than 1 MB",
    parts: [`${header}A,`, "t".repeat(1_100_000), ",ada,,,,\n"],
    rejected: /^Row 1 is longer than 1 MB/,
  },
  {
    name: "a title of 900 kB",
    parts: [`${header}A,`, "t".repeat(900_000), ",ada,,,,\n"],
    rows: [{ field: "title", reason: /at most 500 characters/ }],
  },
  {
    name: "20,000 columns",
    parts: [`external_id,title,assignee${",a".repeat(20_000)}\nA,t,ada\n`],
    rejected: /more than 16,384 columns/,
  },
  {
    name: "a column named like a prototype",
    parts: ["external_id,title,assignee,__proto__,constructor\nA,t,ada,1,2\n"],
    rows: [a],
  },
  { name: "a web page", parts: ["<!doctype html><table>"], rejected: /web page \(HTML\)/ },
  { name: "SQL", parts: ["INSERT INTO t VALUES (1);\n"], rejected: /^The header line lacks/ },
];
