import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase, type Database } from "@/lib/db/client";
import { rejectionsAsCsv, rejectionsAsNdjson } from "@/lib/ingest/render-rejections";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { createOrganization } from "@/prisma/factories";
import {
  type CaseOptions,
  importCase as importByCommand,
  listImported,
} from "./testing/import-case";
import { sendCase } from "./testing/send-case";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});

const now = new Date("2026-11-30T10:00:00Z");
const berlin = { now, timeZone: "Europe/Berlin" };

const ways = [
  ["by the command line", importByCommand],
  ["by HTTP", sendCase],
] as const;

describe.each(ways)("%s", (_way, importCase) => {
  async function importAlone(file: string, options: CaseOptions = {}) {
    const context = await createOrganization(database, berlin);
    const result = await importCase(context, file, options);
    return { ...result, context, assignments: await listImported(database, context) };
  }

  describe("an import of a file that is written in another way", () => {
    it.each([
      ["a04-semicolon.csv", [{ id: "S-1", title: "Größe", difficulty: 450 }]],
      ["a05-sep-semicolon.csv", [{ id: "S-1", title: "Größe", difficulty: 450 }]],
      ["a06-sep-comma.csv", [{ id: "S-1", title: "Task" }]],
      ["a07-tsv.tsv", [{ id: "S-1", title: "Task" }]],
      ["a08-utf16le.csv", [{ id: "S-1", title: "Größe" }]],
      [
        "a10-win1252.csv",
        [
          { id: "S-1", title: "Plain" },
          { id: "S-2", title: "Größe" },
        ],
      ],
      ["a11-bom.csv", [{ id: "BOM-1", title: "Größe" }]],
      ["a12-bom-quoted.csv", [{ id: "BOM-2", title: "Größe" }]],
      ["a13-trailing-cols.csv", [{ id: "S-1" }]],
      ["a14-trailing-rows.csv", [{ id: "TR-1" }]],
      ["a15-header-case.csv", [{ id: "S-1" }]],
      ["a18-quoted-newline.csv", [{ id: "QN-1", title: 'line 1\r\nline 2, with "quotes"' }]],
      ["a19-short-rows.csv", [{ id: "SR-1" }, { id: "SR-2" }]],
      ["a20-blank-first.csv", [{ id: "BF-1" }]],
      ["a28-nbsp-cells.csv", [{ id: "NB-1", title: "Task" }]],
    ])("reads %s", async (file, expected) => {
      const { assignments, counts } = await importAlone(file);
      expect(assignments).toMatchObject(expected.map((one) => ({ ...one, assignee: "ada" })));
      expect(counts).toMatchObject({ rejected: 0, skipped: 0 });
    });

    it.each([
      ["a21-mixed-enc-mid.csv", /^Row 6, title: this cell is in another encoding/],
      ["a22-stray-quote.csv", /^Row 1 has a quote in the wrong place/],
      ["a24-empty.csv", /^The file is empty/],
      ["a25-header-only.csv", /no rows/],
      ["a26-xls-html.csv", /web page \(HTML\)/],
      ["a30-truncated-last-cell.csv", /ends in the middle of row 2/],
      ["a31-truncated-date.csv", /ends in the middle of row 2/],
      ["a32-truncated-time.csv", /ends in the middle of row 2/],
      ["d06-pretty.ndjson", /one object per line/],
    ])("rejects %s as a whole", async (file, message) => {
      const context = await createOrganization(database, berlin);
      await expect(importCase(context, file)).rejects.toThrow(message);
      expect(await listImported(database, context)).toEqual([]);
    });

    it("reads a last row without a line end once the caller says that it is whole", async () => {
      const choices = { isComplete: true };
      const { assignments } = await importAlone("a32-truncated-time.csv", { choices });
      expect(assignments.map(({ id }) => id)).toEqual(["TD-3", "TD-4"]);
    });

    it("removes invisible characters from ids and names", async () => {
      const { assignments, rejections } = await importAlone("a29-zwsp-id.csv");
      expect(assignments.map(({ id, assignee }) => [id, assignee])).toEqual([
        ["ZW-1", "ada"],
        ["ZW-2", "ada"],
      ]);
      expect(rejections).toMatchObject([{ row: 2, field: "external_id" }]);
    });
  });

  describe("an import with problems", () => {
    it("reports all problems of a row at once, each with its value", async () => {
      const jira = await importAlone("a02-jira-renamed.csv");
      expect(jira.reasons).toHaveLength(2);
      expect(jira.reasons[0]).toMatch(/“Done”.*“jane doe” is no username/);
      expect(jira.reasons[1]).toMatch(/“13\.0”.*“To Do”/);
      const { rejections } = await importAlone("q05-100-faults.csv");
      expect(rejections).toHaveLength(1);
      for (const problem of [
        "title must not be empty",
        "completed_at can be read day first or month first",
        "“3/4/2024”",
        "difficulty must be a number from 0 to 10 (“13”)",
        "status must be open, completed or cancelled (“Done”)",
        "“jane doe” is no username or email address",
      ]) {
        expect(rejections[0]?.reason).toContain(problem);
      }
    });

    it("reports a row of totals as a row without an assignee", async () => {
      const { assignments, reasons } = await importAlone("a27-total-row.csv");
      expect(assignments.map(({ id }) => id)).toEqual(["T-1"]);
      expect(reasons).toEqual([expect.stringContaining("assignee must not be empty.")]);
    });
  });

  describe("dates of a file", () => {
    it("are read rightly or reported with their value, in any form", async () => {
      const { assignments, rejections } = await importAlone("b01-date-formats.csv");
      const read = Object.fromEntries(
        assignments.map(({ id, completedAt }) => [Number(id.slice(5)), completedAt]),
      );
      const day = "2024-03-04T22:59:59.000Z";
      expect(read).toEqual({
        ...{ 2: day, 3: day, 6: day, 16: day, 20: day },
        4: "2024-03-12T14:45:00.000Z",
        5: "2016-02-29T00:16:00.000Z",
        7: "2024-03-04T10:20:30.000Z",
        ...{ 8: "2024-03-04T14:30:00.000Z", 12: "2024-03-04T14:30:00.000Z" },
        ...{ 9: "2024-03-04T13:30:00.000Z", 10: "2024-03-04T13:30:00.000Z" },
        11: "2024-03-04T11:30:00.000Z",
        ...{ 22: "2024-03-04T13:30:00.000Z", 23: "2024-03-04T13:30:00.000Z" },
        35: "2024-03-04T13:30:00.000Z",
        36: "2024-03-04T08:05:00.000Z",
        37: "2010-12-30T13:32:00.000Z",
        38: "2024-03-04T14:30:00.123Z",
        41: "2024-03-04T00:30:00.000Z",
        42: "2024-03-03T14:31:00.000Z",
        43: "2024-03-04T14:30:00.000Z",
        44: "2024-03-04T19:30:00.000Z",
      });
      expect(assignments.length + rejections.length).toBe(45);
      for (const { reason, given } of rejections)
        expect(reason).toContain(`“${given.completed_at}”`);
      expect(rejections.slice(0, 2).map(({ reason }) => reason)).toEqual([
        expect.stringContaining("--date-order"),
        expect.stringContaining("--date-order"),
      ]);
    });

    it("in mixed forms are reported by row, and the readable ones read", async () => {
      const { assignments, rejections } = await importAlone("r11-renamed.csv");
      expect(assignments.map(({ id }) => id)).toEqual(["1206800000000001", "ENG-1"]);
      expect(rejections.map(({ row }) => row)).toEqual([3, 4, 5, 6, 7, 8]);
    });

    it("that are due at midnight are due at the end of that day", async () => {
      const { assignments, notes, context } = await importAlone("l01-midnight-due.csv");
      expect(assignments).toMatchObject(
        ["L-1", "L-2", "L-3", "L-4", "L-5"].map((id) => ({ id, onTime: true })),
      );
      expect(assignments.find(({ id }) => id === "L-4")).toMatchObject({ early: 0 });
      expect((await verifyOrganization(context)).differences).toEqual([]);
      expect(notes.join(" ")).toContain("--due-midnight");
    });

    it("of a completion without a time are on time on the day that it is due, also after the due time moves", async () => {
      const header = "external_id,title,assignee,due_at,completed_at\n";
      const context = await createOrganization(database, berlin);
      const importDue = async (due: string, day = "2024-05-02") => {
        await importCase(context, `${header}A,t,liz,${due},${day}\n`);
        const [one] = await listImported(database, context);
        return [one?.onTime, one?.early];
      };
      expect(await importDue("2024-05-03 12:00")).toEqual([true, 12 * 3600 + 1]);
      expect(await importDue("2024-05-02 08:00")).toEqual([true, 0]);
      expect(await importDue("2024-05-01 17:00")).toEqual([false, -(24 + 7) * 3600 + 1]);
      expect(await importDue("2024-05-02 09:00")).toEqual([true, 0]);
      expect(await importDue("2024-05-02 09:00", "2024-05-02 23:59:59")).toEqual([false, -53_999]);
      expect(await importDue("2024-05-02 09:00")).toEqual([true, 0]);
      expect((await verifyOrganization(context)).differences).toEqual([]);
    });

    it.each([
      ["America/New_York", [true, true]],
      ["Asia/Kolkata", [false, false]],
    ])("have the zone of the file, and days that of %s", async (timeZone, onTime) => {
      const context = await createOrganization(database, { now, timeZone });
      const choices = { timeZone: "UTC" };
      const { notes } = await importCase(context, "t01-tz.csv", { choices });
      expect((await listImported(database, context)).map((one) => one.onTime)).toEqual(onTime);
      expect(notes.join(" ")).not.toContain("name it with --time-zone");
      const asked = await importCase(context, "t01-tz.csv", { dryRun: true });
      expect(asked.notes.join(" ")).toContain("name it with --time-zone");
    });
  });

  describe("people of a file", () => {
    it("are one person in any writing, and none for a bot or an empty name", async () => {
      const { assignments, rejections, counts, people, context } =
        await importAlone("c01-people.csv");
      const jane = assignments.filter(({ email }) => email === "jane.doe@acme.example");
      expect(
        jane.map(({ id }) => Number(id.slice(3))).toSorted((one, other) => one - other),
      ).toEqual([0, 1, 2, 3, 4, 5, 9, 20, 25, 26]);
      const rows = (text: string) =>
        rejections.filter(({ reason }) => reason.includes(text)).map(({ row }) => row - 1);
      expect(rows("several people")).toEqual([7, 8]);
      expect(rows("may be jane.doe@acme.example")).toEqual([6, 23]);
      expect(rows("may be jane@acme.example")).toEqual([10]);
      expect(rows("is no username or email address")).toEqual([14, 18, 19, 27, 33]);
      expect(counts.skipped).toBe(4);
      const zoe = assignments.filter(({ email }) => email?.startsWith("zoë"));
      expect(new Set(zoe.map(({ assignee }) => assignee)).size).toBe(1);
      expect(zoe).toHaveLength(2);
      const made = people.filter(({ outcome }) => outcome === "created");
      expect(made).toContainEqual(
        expect.objectContaining({ name: "jane.doe@acme.example", rowNumbers: expect.any(Array) }),
      );
      const { organizationId } = context;
      expect(await database.user.count({ where: { organizationId, role: "employee" } })).toBe(
        made.length,
      );
    });

    it("may say which name is whose", async () => {
      const asked = await importAlone("c02-split-person.csv");
      expect(asked.reasons).toEqual([expect.stringContaining('--alias "sam=sam@acme.example"')]);
      expect(new Set(asked.assignments.map(({ assignee }) => assignee)).size).toBe(1);
      const again = await importCase(asked.context, "c02-split-person.csv");
      expect(again.counts).toMatchObject({ new: 0, unchanged: 2, rejected: 1 });
      const people = { aliases: { sam: "sam@acme.example" } };
      const { assignments, reasons } = await importAlone("c02-split-person.csv", { people });
      expect(reasons).toEqual([]);
      expect(assignments.map(({ email }) => email)).toEqual(Array(3).fill("sam@acme.example"));
      const two = await importAlone("c02-split-person.csv", { people: { newPeople: ["sam"] } });
      expect(new Set(two.assignments.map(({ assignee }) => assignee)).size).toBe(2);
      const left = await importAlone("c02-split-person.csv", { people: { skipped: ["SAM"] } });
      expect(left.counts).toMatchObject({ new: 2, skipped: 1, rejected: 0 });
    });

    it("of two addresses are two, and the import says so", async () => {
      const { assignments, people } = await importAlone("c03-same-local-part.csv");
      expect(new Set(assignments.map(({ assignee }) => assignee)).size).toBe(2);
      expect(people.map(({ name, outcome }) => [name, outcome])).toEqual([
        ["kim@a.example", "created"],
        ["kim@b.example", "created"],
      ]);
    });

    it("are those of the organization by their display name, or asked for", async () => {
      const context = await createOrganization(database, berlin);
      const { organizationId } = context;
      await importCase(context, "external_id,title,assignee\nA,t,msilva\n");
      await database.user.updateMany({
        where: { organizationId, role: "employee" },
        data: { displayName: "Maria Silva" },
      });
      const { rejections } = await importCase(context, "h02-maria.csv");
      expect(rejections.map(({ row }) => row)).toEqual([2, 3]);
      for (const { reason } of rejections) expect(reason).toContain("may be the member msilva");
      expect(await database.user.count({ where: { organizationId, role: "employee" } })).toBe(1);
      const assignments = await listImported(database, context);
      expect(assignments.map(({ id }) => id)).toEqual(["A", "M-1", "M-4"]);
    });
  });

  describe("values of a file", () => {
    it("are numbers as they are written", async () => {
      const { assignments, rejections } = await importAlone("d01-difficulty.csv");
      const read = Object.fromEntries(
        assignments.map(({ id, difficulty }) => [Number(id.slice(3)), difficulty]),
      );
      expect(read).toEqual({
        ...{ 0: 500, 1: 500, 2: 500, 3: 500, 4: 50, 5: 50, 6: 500, 7: 1000, 8: 10, 12: 1000 },
        ...{
          14: 1000,
          15: 999,
          16: 0,
          18: 0,
          19: 500,
          27: 500,
          28: 700,
          29: 101,
          30: 268,
          31: 835,
        },
      });
      expect(rejections.map(({ row }) => row - 1)).toEqual([
        9, 10, 11, 13, 17, 20, 21, 22, 23, 24, 25, 26,
      ]);
      for (const { reason, given } of rejections) {
        expect(reason).toContain(`“${String(given.difficulty).trim()}”`);
      }
    });

    it("are numbers for texts where the caller says so", async () => {
      const choices = { difficulties: { "5 pts": "5", "13": "10" } };
      const { assignments } = await importAlone("d01-difficulty.csv", { choices });
      expect(assignments.filter(({ id }) => id === "NU-10" || id === "NU-11")).toMatchObject([
        { difficulty: 500 },
        { difficulty: 1000 },
      ]);
    });

    it("are skills, each once, and labels without a level", async () => {
      const { assignments, rejections } = await importAlone("d02-skills.csv");
      const skills = Object.fromEntries(
        assignments.map(({ id, skills: some }) => [Number(id.slice(3)), some]),
      );
      expect(skills).toMatchObject({
        0: ["sql:7", "writing:5"],
        1: ["backend:5", "frontend:5"],
        2: ["backend:5", "frontend:5"],
        3: ["priority:1:5"],
        4: ["type:bug:5"],
        5: ["good first issue:5"],
        7: ["C#:6", "C++:5"],
        15: ["Straße:5"],
        17: ["sql:5"],
        18: ["K:5"],
        19: ["é:5"],
      });
      expect(rejections.map(({ row }) => row - 1)).toEqual([9, 10, 11]);
    });

    it("are statuses by the words of the mapping, and unknown words are listed once", async () => {
      const { assignments, notes } = await importAlone("e01-status.csv");
      expect(assignments.map(({ id, status }) => `${id} ${status}`)).toEqual([
        ...["ST-10 cancelled", "ST-11 cancelled", "ST-12 completed", "ST-2 completed"],
        ...["ST-3 completed", "ST-6 open", "ST-7 open"],
      ]);
      expect(notes).toContain(
        'The status “Done” of 1 row is unknown: add --status "Done=completed".',
      );
      const choices = { statusWords: { done: "completed", "to do": "open" } } as const;
      const mapped = await importAlone("e01-status.csv", { choices });
      expect(mapped.assignments.map(({ id }) => id)).toEqual(
        expect.arrayContaining(["ST-0", "ST-1", "ST-5"]),
      );
    });

    it("are ids as they are written", async () => {
      const { assignments, rejections } = await importAlone("f01-ids.csv");
      expect(assignments.map(({ id }) => id).toSorted()).toEqual(
        ["ABC-1", "abc-1", "café", "007", "7", "1.0E+15", "=1+1"].toSorted(),
      );
      expect(rejections).toMatchObject([{ row: 4, field: "external_id" }]);
    });

    it("of NDJSON keep all digits of an id", async () => {
      const { assignments, rejections } = await importAlone("d03-bigint.ndjson");
      expect(assignments.map(({ id }) => id)).toEqual([
        ...["123456789012345678901234567890", "738529527931269425", "738529527931269426"],
      ]);
      expect(rejections.map(({ row }) => row)).toEqual([3, 4]);
    });

    it("of NDJSON are reported by row where their type is wrong", async () => {
      const { assignments, rejections } = await importAlone("d04-ndjson-odd.ndjson");
      expect(assignments.map(({ id, skills }) => [id, skills])).toEqual([
        ["N-10", []],
        ["N-11", []],
        ["N-2", []],
        ["N-6", ["sql:7", "writing:5"]],
        ["N-7", ["sql:7"]],
        ["N-9", []],
      ]);
      expect(rejections.map(({ row, field }) => [row, field])).toEqual([
        [1, "row"],
        [3, "title"],
        [4, "title"],
        [5, "assignee"],
        [8, "completed_at"],
      ]);
    });
  });

  describe("a second file", () => {
    it("leaves an assignment with another id of many digits as it is", async () => {
      const context = await createOrganization(database, berlin);
      await importCase(context, "v01-ids.ndjson");
      const [alpha] = await listImported(database, context);
      await importCase(context, "v02-ids-next-week.ndjson");
      expect(await listImported(database, context)).toEqual([
        alpha,
        expect.objectContaining({ id: "738529527931269431", title: "Beta" }),
      ]);
    });

    it("keeps what is stored for absent columns and for empty cells, unless they clear", async () => {
      const context = await createOrganization(database, berlin);
      await importCase(context, "n01-empty-clears.csv");
      const [before] = await listImported(database, context);
      const kept = await importCase(context, "n02-export-drops-col.csv");
      expect(kept.counts).toMatchObject({ unchanged: 1 });
      expect(kept.notes.join(" ")).toContain("Empty cells keep what is stored (rows: due_at in 1)");
      expect(await listImported(database, context)).toEqual([before]);
      await importCase(context, "n02-export-drops-col.csv", { choices: { clearEmpty: true } });
      expect(await listImported(database, context)).toMatchObject([
        { dueAt: null, difficulty: 700 },
      ]);
    });

    it("reopens by a status, and does not complete without a time", async () => {
      const context = await createOrganization(database, berlin);
      const { organizationId } = context;
      await importCase(context, "n01-empty-clears.csv");
      await importCase(context, "n03-no-completed-col-status-open.csv");
      expect(await listImported(database, context)).toMatchObject([
        { status: "open", completedAt: null, difficulty: 700 },
      ]);
      const entries = await database.performanceLog.findMany({
        where: { organizationId },
        orderBy: { id: "asc" },
      });
      expect(entries.map(({ kind }) => kind)).toEqual(["completion", "reversal"]);
      const { reasons } = await importCase(context, "n04-no-completed-col-status-completed.csv");
      expect(reasons).toEqual([expect.stringContaining("must be given where status is completed")]);
      expect((await verifyOrganization(context)).differences).toEqual([]);
    });
  });

  describe("a file of rejected rows", () => {
    /** The rejected rows as the file that the import writes of them. */
    async function importAndReject(context: Context, file: string) {
      const { rejections, columns, settings } = await importCase(context, file);
      return {
        rejections,
        csv: `${rejectionsAsCsv.header(columns)}${rejectionsAsCsv.rows(rejections, columns, settings)}`,
        ndjson: rejectionsAsNdjson.rows(rejections, columns, settings),
      };
    }

    it("goes in as it is once its dates are mended, and keeps every other field", async () => {
      const context = await createOrganization(database, berlin);
      await importCase(context, "g01-full.csv");
      const before = await listImported(database, context);
      const { rejections, csv } = await importAndReject(context, "g02-partial-bad.csv");
      expect(rejections).toHaveLength(2);
      expect(csv).toContain(",'-5 degrees bug,");
      const mended = csv.replace("06/03/2024", "2024-03-06").replace("07/03/2024", "2024-03-07");
      const { counts } = await importCase(context, mended);
      expect(counts).toMatchObject({ changed: 2, new: 0, rejected: 0 });
      const after = await listImported(database, context);
      expect(after.map(({ completedAt }) => completedAt)).toEqual([
        "2024-03-06T22:59:59.000Z",
        "2024-03-07T22:59:59.000Z",
      ]);
      const omitTimes = (list: typeof before) =>
        list.map(({ completedAt: _at, early: _early, ...others }) => others);
      expect(omitTimes(after)).toEqual(omitTimes(before));
      expect((await importCase(context, mended)).counts).toMatchObject({ unchanged: 2 });
    });

    it("has the titles as they were, also those like formulas and with an apostrophe", async () => {
      const context = await createOrganization(database, berlin);
      const header = "external_id;title;assignee;difficulty\n";
      const titles = ["=1+1", "'=1+1", "''x", "-5 degrees", "@all", "+1", "it's"];
      const rows = titles.map((title, index) => `F-${index};${title};ada;11,5`).join("\n");
      const { csv, ndjson, rejections } = await importAndReject(context, `${header}${rows}\n`);
      expect(rejections).toHaveLength(titles.length);
      await importCase(context, csv.replaceAll("11,5", "1,5"));
      const listTitles = async () =>
        (await listImported(database, context)).map((one) => one.title);
      expect(await listTitles()).toEqual(titles);
      const { counts } = await importCase(context, ndjson.replaceAll("11,5", "1.5"));
      expect(counts).toMatchObject({ unchanged: titles.length });
      expect(await listTitles()).toEqual(titles);
    });

    it("is read as the whole file was, although it does not show the order of its dates", async () => {
      const context = await createOrganization(database, berlin);
      const file = [
        "external_id;title;assignee;completed_at;difficulty",
        "S-1;t;ada;13/03/2024;4,5",
        "S-2;t;ada;04/03/2024;11",
        "S-3;t;ada;05/03/2024;12\n",
      ].join("\n");
      const { csv, ndjson, rejections } = await importAndReject(context, file);
      expect(rejections).toHaveLength(2);
      await importCase(context, csv.replace(",11,", ",1,").replace(",12,", ",2,"));
      expect(await listImported(database, context)).toMatchObject([
        { id: "S-1", completedAt: "2024-03-13T22:59:59.000Z", difficulty: 450 },
        { id: "S-2", completedAt: "2024-03-04T22:59:59.000Z", difficulty: 100 },
        { id: "S-3", completedAt: "2024-03-05T22:59:59.000Z", difficulty: 200 },
      ]);
      const again = await importCase(context, ndjson.replace('"11"', "1").replace('"12"', "2"));
      expect(again.counts).toMatchObject({ unchanged: 2 });
    });

    it("of f02 has one row, and its title begins with a minus again", async () => {
      const context = await createOrganization(database, berlin);
      const { csv, rejections } = await importAndReject(context, "f02-formula-titles.csv");
      expect(rejections.map(({ row }) => row)).toEqual([2]);
      await importCase(context, csv.replace(",-1,", ",1,").replace(",'-1,", ",1,"));
      expect((await listImported(database, context)).map(({ title }) => title)).toEqual([
        ...["=SUM(A1:A9) is wrong", "-5 degrees bug", "@mention broken", "+1 button"],
      ]);
    });
  });

  describe("a file of a tracker", () => {
    it("of Jira is recognized, with the time that shows its completion", async () => {
      const { assignments, notes } = await importAlone("a01-jira-raw.csv");
      expect(notes[0]).toContain("mapped as Jira");
      expect(notes.join(" ")).toContain("completed_at is read from “Updated” in 1 row.");
      expect(assignments).toMatchObject([
        {
          id: "XX-1111",
          displayName: "Jane Doe",
          status: "completed",
          completedAt: "2021-01-28T16:11:00.000Z",
          dueAt: "2020-11-05T22:59:59.000Z",
          difficulty: 100,
          skills: ["a:5", "b:5"],
        },
      ]);
    });

    const jane = "jane@acme.example";
    it.each([
      ["r01-linear.csv", "Linear", { id: "ENG-1", email: jane, difficulty: 300, onTime: true }],
      ["r02-asana.csv", "Asana", { id: "1206800000000001", email: jane, onTime: true }],
      [
        "r03-ado.csv",
        "Azure DevOps",
        { id: "12", email: jane, completedAt: "2024-03-05T14:45:00.000Z", onTime: true },
      ],
      [
        "r04-clickup.csv",
        "ClickUp",
        { id: "86abc1", displayName: "Jane Doe", completedAt: "2024-03-05T15:45:00.000Z" },
      ],
      [
        "r06-gitlab.csv",
        "GitLab",
        { id: "https://x/12", assignee: "jane", completedAt: "2024-03-05T15:45:00.000Z" },
      ],
      [
        "r09-youtrack.csv",
        "YouTrack",
        { id: "AP-1", displayName: "Jane Doe", dueAt: null, onTime: null },
      ],
    ])("%s is recognized as %s", async (file, label, expected) => {
      const { assignments, notes, context } = await importAlone(file);
      expect(notes[0]).toContain(`mapped as ${label}`);
      expect(assignments).toMatchObject([{ title: "Fix", status: "completed", ...expected }]);
      expect((await importCase(context, file)).counts).toMatchObject({ unchanged: 1, rows: 1 });
    });

    it("of Azure DevOps has the month first, and says so", async () => {
      const { notes } = await importAlone("r03-ado.csv");
      expect(notes).toContain("“Closed Date”: dates are read month first.");
    });

    it.each([
      ["r07-github-projects.tsv", "GitHub Projects"],
      ["r08-trello.csv", "Trello"],
    ])("%s is recognized as %s, and two people are reported", async (file, label) => {
      const { reasons, notes } = await importAlone(file);
      expect(notes[0]).toContain(`mapped as ${label}`);
      expect(reasons).toEqual(["assignee names several people (“jane, bob”)."]);
    });
  });
});
