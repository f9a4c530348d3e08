import iconv from "iconv-lite";
import { type HostileFile, header } from "./hostile-file";

const row = (title: string) => `${header}A,${title},ada,,,,\n`;
const encode = (encoding: string, title: string, addBOM = false) =>
  iconv.encode(row(title), encoding, { addBOM });
const bytes = (...title: readonly number[]) =>
  Buffer.concat([Buffer.from(`${header}A,`), Buffer.from(title), Buffer.from(",ada,,,,\n")]);
const otherEncoding = /^Row 1, title: this cell is in another encoding/;
const unknown = /^The encoding of the file is not known.*NUL/;

export const encodings: readonly HostileFile[] = [
  ...[
    ["windows-1251", "Проверка данных"],
    ["shift_jis", "日本語テスト"],
    ["gbk", "中文测试"],
    ["cp437", "Größe"],
    ["macroman", "Größe"],
    ["windows-1250", "Zażółć gęślą"],
  ].map(([encoding = "", title = ""]) => ({
    name: `${encoding}, which looks like Windows-1252`,
    parts: [encode(encoding, title)],
    rejected: otherEncoding,
  })),
  {
    name: "German letters in Windows-1252",
    parts: [encode("windows-1252", "äöüÄÖÜß – 5 €")],
    rows: [{ title: "äöüÄÖÜß – 5 €" }],
  },
  {
    name: "surrogates in UTF-8 (CESU-8)",
    parts: [bytes(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80)],
    rejected: otherEncoding,
  },
  { name: "UTF-32 with a mark", parts: [encode("utf-32le", "t", true)], rejected: unknown },
  { name: "UTF-32 without a mark", parts: [encode("utf-32le", "t")], rejected: unknown },
  {
    name: "UTF-16 without a mark in another alphabet",
    parts: [encode("utf-16le", "中文测试".repeat(40))],
    rows: [{ title: "中文测试".repeat(40) }],
  },
  {
    name: "UTF-16 with the mark of UTF-8",
    parts: [Buffer.from([0xef, 0xbb, 0xbf]), encode("utf-16le", "t")],
    rejected: /^The header line lacks “external_id”/,
  },
  { name: "two marks of UTF-8", parts: [`\ufeff\ufeff${row("t")}`], rows: [{ title: "t" }] },
  {
    name: "UTF-16 that ends in half of a character",
    parts: [encode("utf-16le", "t", true), Buffer.from([0x41])],
    rows: [{ title: "t" }],
  },
  { name: "only a mark", parts: ["\ufeff"], rejected: /^The file is empty/ },
  { name: "only NULs", parts: [Buffer.alloc(5000)], rejected: unknown },
  {
    name: "UTF-8 that is cut inside a character",
    parts: [Buffer.from(row("Größe")).subarray(0, header.length + 5)],
    rejected: /ends in the middle of row 1/,
  },
  ...[
    ["a 7z archive", "377abcaf271c0004"],
    ["a RAR archive", "526172211a0700cf"],
    ["a Zstandard archive", "28b52ffd04006900"],
    ["an xz archive", "fd377a585a000004"],
    ["a bzip2 archive", "425a683931415926"],
    ["a gzip archive", "1f8b080000000000"],
    ["a Parquet file", "5041523115041500"],
    ["an SQLite database", "53514c69746520666f726d617420330000"],
    ["a PDF document", "255044462d312e37"],
    ["an old Office document", "d0cf11e0a1b11ae1"],
  ].map(([kind = "", start = ""]) => ({
    name: kind,
    parts: [Buffer.from(start, "hex")],
    rejected: new RegExp(`^This is ${kind}`),
  })),
];
