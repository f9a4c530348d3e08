import { describe, expect, it } from "vitest";
import { readMappingFile } from "./mapping/mapping-file";
import { openAssignments } from "./open-assignments";
import { limitFileSize } from "./readers/file-source";
import { createSource, readFile } from "./testing/open-text";

const settings = { timeZone: "Europe/Berlin", now: new Date("2026-11-30T10:00:00Z") };

describe("a log of events", () => {
  const log = [
    "external_id,title,assignee,status,completed_at,changed",
    "A,first,ada,open,,2024-03-01 10:00",
    "B,only,ada,open,,2024-03-01 10:00",
    "A,last,ada,completed,2024-03-03,2024-03-03 10:00",
    "A,middle,ada,open,,2024-03-02 10:00",
    "C,one,ada,open,,2024-03-02 10:00",
    "C,other,ada,open,,2024-03-02 10:00\n",
  ].join("\n");

  it("has one assignment for each id: the latest row by its own time, of equal times the later one", async () => {
    const { read, findings } = await readFile([log], settings, { latestBy: "Changed" });
    expect(read.flatMap(({ row }) => (row === null ? [] : [row.title]))).toEqual([
      ...["only", "last", "other"],
    ]);
    expect(findings.describe()[0]).toMatch(/^Skipped 3 rows/);
  });

  it("needs the column that the caller names", async () => {
    const reading = readFile([log], settings, { latestBy: "updated" });
    await expect(reading).rejects.toThrow("has no column “updated” (--latest-by)");
  });
});

describe("a mapping as a file", () => {
  const file = "Key;What;Who;When;State;Size\nA;One;Jane Doe;3/4/2024;Fertig;XL\n";

  it("says what columns and values mean", async () => {
    const read = readMappingFile(
      JSON.stringify({
        columns: {
          external_id: "Key",
          title: ["Name", "What"],
          assignee: "Who",
          completed_at: "When",
          status: "State",
          difficulty: "Size",
        },
        status: { fertig: "completed" },
        difficulty: { xl: 8 },
        date_order: "dmy",
        people_are_names: true,
      }),
    );
    if (typeof read === "string") throw new Error(read);
    const { read: rows } = await readFile([file], settings, read.choices);
    expect(rows).toMatchObject([
      {
        row: {
          externalId: "A",
          title: "One",
          assignee: "Jane Doe",
          completedAt: new Date("2024-04-03T21:59:59Z"),
          status: "completed",
          difficulty: 800,
        },
      },
    ]);
  });

  it.each([
    ["no JSON", "{", /^The mapping is not valid/],
    ["an unknown field", '{"columns":{"salary":"S"}}', /^The mapping is not valid \(columns/],
    ["an unknown status", '{"status":{"x":"done"}}', /^The mapping is not valid \(status\.x\)/],
    ["an unknown setting", '{"zone":"UTC"}', /^The mapping is not valid/],
  ])("is rejected with %s", (_, text, message) => {
    expect(readMappingFile(text)).toMatch(message);
  });
});

describe("opening a file", () => {
  it("rejects one that is larger than the limit, before all of it is read", async () => {
    let sent = 0;
    const endless = {
      open: async function* chunks() {
        for (; ; sent += 1) yield Buffer.alloc(1000, "x");
      },
    };
    const reading = async () => {
      for await (const _ of limitFileSize(endless, 10_000).open());
    };
    await expect(reading()).rejects.toThrow("larger than 512 MB");
    expect(sent).toBe(10);
  });

  it("says which built-in mapping does not exist", async () => {
    const source = createSource("a,b\n1,2\n");
    await expect(openAssignments(source, settings, { builtIn: "x" })).rejects.toThrow(
      /no built-in mapping “x”; there are own, jira/,
    );
  });

  it("finds the header behind other lines, with repeated and blank columns", async () => {
    const file =
      'Report of May,,,,,\n"Made by, us",,\n\nexternal_id,title,,assignee,Extra,Extra,,\nA,One,x,ada,1,2,,\n';
    const { read, notes } = await readFile([file], settings);
    expect(read.map(({ row }) => row)).toEqual([
      { externalId: "A", title: "One", assignee: "ada" },
    ]);
    expect(read[0]?.given).toMatchObject({ "column 3": "x", Extra: "1", "Extra (2)": "2" });
    expect(notes).toContain("Columns that are ignored: “column 3”, “Extra”, “Extra”.");
  });
});
