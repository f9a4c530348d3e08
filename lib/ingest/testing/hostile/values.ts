import { type ExpectedRow, type HostileFile, writeCell } from "./hostile-file";

const noNumber = { field: "difficulty", reason: /must be a number from 0 to 10/ };
const several = { field: "assignee", reason: /names several people/ };
const ada = { assignee: "ada" };

const byColumn: Readonly<Record<string, readonly (readonly [string, ExpectedRow])[]>> = {
  difficulty: [
    [".5", { difficulty: 50 }],
    ["5,0", { difficulty: 500 }],
    ["1.234,5", noNumber],
    ["1,234.5", noNumber],
    ["1 000", noNumber],
    ["0x5", noNumber],
    ["1e1", { difficulty: 1000 }],
    ["1e400", noNumber],
    ["-1", noNumber],
    ["10.004", noNumber],
    ["4.645", { difficulty: 465 }],
    ["５", { difficulty: 500 }],
    ["0²", noNumber],
    ["①", noNumber],
    ["½", noNumber],
    ["٣", noNumber],
    ["NaN", noNumber],
    ["Infinity", noNumber],
    ["5%", noNumber],
    ["5 pts", noNumber],
    ["(5)", noNumber],
    ["5-", noNumber],
    ["1\u200b0", { difficulty: 1000 }],
    ["#DIV/0!", { field: "difficulty", reason: /an error of a spreadsheet/ }],
  ],
  assignee: [
    ["Unassigned", "skipped"],
    ["-", "skipped"],
    ["ci-bot", "skipped"],
    ["@", "skipped"],
    ["#N/A", { field: "assignee", reason: /an error of a spreadsheet/ }],
    ["ada\ufe0f", ada],
    ["a\u00adda", ada],
    ["\u202eada", ada],
    ["\u3164ada", ada],
    ["@ada", ada],
    ["<mailto:ada@acme.example>", { assignee: "ada@acme.example" }],
    ["a\u0000da", { field: "assignee", reason: /control character \(U\+0000\)/ }],
    ["ada;bob", several],
    ["ada & bob", several],
    ["ada\nbob", several],
    ["x".repeat(400), { field: "assignee", reason: /at most 320 characters/ }],
  ],
  external_id: [
    ["007", { externalId: "007" }],
    ["1e5", { externalId: "1e5" }],
    ["=1+1", { externalId: "=1+1" }],
    ["738529527931269425", { externalId: "738529527931269425" }],
    ["A\u200b-1", { externalId: "A-1" }],
    ["A\u2028B", { externalId: "A B" }],
    ["cafe\u0301", { externalId: "café" }],
    ["#REF!", { field: "external_id", reason: /an error of a spreadsheet/ }],
    ["a\nb", { field: "external_id", reason: /control character \(U\+000A\)/ }],
    ["\u00a0", { field: "external_id", reason: /must not be empty/ }],
    ["x".repeat(201), { field: "external_id", reason: /at most 200 characters/ }],
  ],
  title: [
    ["=cmd|'/c calc'!A1", { title: "=cmd|'/c calc'!A1" }],
    ["👩\u200d👩\u200d👧", { title: "👩\u200d👩\u200d👧" }],
    ["a\u000bb", { field: "title", reason: /control character \(U\+000B\)/ }],
    ["#NAME?", { field: "title", reason: /an error of a spreadsheet/ }],
  ],
  status: [
    [" OPEN ", { status: "open" }],
    ["open\u200b", { status: "open" }],
    ["ＯＰＥＮ", { status: "open" }],
    ["done", { field: "status", reason: /must be open, completed or cancelled/ }],
    ["toString", { field: "status", reason: /must be open, completed or cancelled/ }],
    ["__proto__", { field: "status", reason: /must be open, completed or cancelled/ }],
  ],
};

export const values: readonly HostileFile[] = Object.entries(byColumn).flatMap(([column, cells]) =>
  cells.map(([cell, row]) => ({
    name: `the ${column} ${JSON.stringify(cell.slice(0, 30))}`,
    parts: [writeCell(column, cell)],
    rows: [row],
  })),
);
