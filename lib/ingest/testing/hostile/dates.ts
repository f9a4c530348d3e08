import { type ExpectedRow, type HostileFile, write, writeCell } from "./hostile-file";

const unreadable = { field: "due_at", reason: /must be a date such as/ };
const ambiguous = { field: "due_at", reason: /day first or month first: add --date-order/ };
const contradictory = { field: "due_at", reason: /another day of the week/ };
const failed = { field: "due_at", reason: /an error of a spreadsheet/ };
const at = (time: string) => ({ dueAt: new Date(time) });

/** By what the due cell says, in Europe/Berlin. */
const byCell: Readonly<Record<string, ExpectedRow>> = {
  "2024-02-29": at("2024-02-29T22:59:59Z"),
  "2023-02-29": unreadable,
  "1900-02-29": unreadable,
  "2100-02-29": unreadable,
  "2024-02-30": unreadable,
  "0000-01-01": unreadable,
  "0000-00-00 00:00:00": unreadable,
  "10000-01-01": unreadable,
  "+002024-03-04": unreadable,
  "1899-12-31": unreadable,
  "2201-01-01": unreadable,
  "4.3.0024": unreadable,
  "4.3.24": at("2024-03-04T22:59:59Z"),
  "4.3.": unreadable,
  "24-03-04": unreadable,
  "1/2/3": unreadable,
  "20240304": unreadable,
  "45356": unreadable,
  "1709564700": unreadable,
  "1709564700000": unreadable,
  "2024-W10": unreadable,
  "2024-064": unreadable,
  "Q1 2024": unreadable,
  "Mar 2024": unreadable,
  heute: unreadable,
  "2024-13-04": unreadable,
  "13/13/2024": unreadable,
  "2024-03-04 24:00": unreadable,
  "2024-03-04 10:60": unreadable,
  "2024-03-04T23:59:60Z": unreadable,
  "2024-03-04T10": unreadable,
  "2024-03-04 13:00 PM": unreadable,
  "2024-03-04 12:00 AM": at("2024-03-04T22:59:59Z"),
  "2026-03-29 02:30": at("2026-03-29T01:00:00Z"),
  "2026-10-25 02:30": at("2026-10-25T00:30:00Z"),
  "2026-03-29T02:30:00+01:00": at("2026-03-29T01:30:00Z"),
  "2024-03-04T10:00:00+14:00": at("2024-03-03T20:00:00Z"),
  "2024-03-04T10:00:00+23:00": at("2024-03-03T11:00:00Z"),
  "2024-03-04T10:00:00\u221202:00": at("2024-03-04T12:00:00Z"),
  "2024-03-04T10:00Z[Europe/Berlin]": unreadable,
  "2024-03-04 10:00 (UTC)": unreadable,
  "2024-03-04 10:00 (PST)": unreadable,
  "2024-03-04 10:00 CET": unreadable,
  "Mon Mar 04 2024 10:00:00 GMT+0100 (CET)": at("2024-03-04T09:00:00Z"),
  "Donnerstag, 7. März 2024": at("2024-03-07T22:59:59Z"),
  "Tuesday, 4 March 2024": contradictory,
  "Di 04/03/2024": ambiguous,
  "04/03/2024": ambiguous,
  "04/03/2024 10:00 AM": ambiguous,
  "03-04-2024": ambiguous,
  "05/05/2024": at("2024-05-05T21:59:59Z"),
  "2024–03–04": unreadable,
  "\u202e2024-03-04": at("2024-03-04T22:59:59Z"),
  "2024-03-04\u200b": at("2024-03-04T22:59:59Z"),
  "٢٠٢٤-٠٣-٠٤": unreadable,
  "=TODAY()": unreadable,
  "#VALUE!": failed,
  "########": unreadable,
  "2024-03-04 to 2024-03-05": unreadable,
};

export const dates: readonly HostileFile[] = [
  ...Object.entries(byCell).map(([cell, row]) => ({
    name: `the due date “${cell}”`,
    parts: [writeCell("due_at", cell)],
    rows: [row],
  })),
  {
    name: "a date that does not exist beside one that can be read in two ways",
    parts: [write("A,t,ada,99/04/2024,,,", "B,t,ada,03/04/2024,,,")],
    rows: [unreadable, ambiguous],
  },
  {
    name: "a 32nd day beside a date that can be read in two ways",
    parts: [write("A,t,ada,04/32/2024,,,", "B,t,ada,03/04/2024,,,")],
    rows: [unreadable, ambiguous],
  },
  {
    name: "dates in both orders",
    parts: [write("A,t,ada,13/04/2024,,,", "B,t,ada,04/13/2024,,,", "C,t,ada,03/04/2024,,,")],
    rows: [at("2024-04-13T21:59:59Z"), at("2024-04-13T21:59:59Z"), ambiguous],
  },
  {
    name: "a completion of tomorrow",
    parts: [writeCell("completed_at", "2026-12-01")],
    rows: [{ field: "completed_at", reason: /must not be after today/ }],
  },
  {
    name: "a completion on an open assignment",
    parts: [write("A,t,ada,,2024-03-04,,open")],
    rows: [{ field: "completed_at", reason: /must be empty where status is open/ }],
  },
];
