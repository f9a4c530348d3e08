import { describe, expect, it } from "vitest";
import { parseAssignmentRow } from "./assignment-row";
import { type Cells, requiredColumnNames } from "./columns";

const settings = { timeZone: "America/Santiago", now: new Date("2026-05-20T15:00:00Z") };
const required = { external_id: "A-1", title: "One", assignee: "ada" };

function parse(cells: Cells) {
  return parseAssignmentRow({ ...required, ...cells }, settings);
}

describe("parsing a row of an import", () => {
  it("leaves out the columns that the file lacks", () => {
    expect(parse({})).toEqual({
      row: { externalId: "A-1", title: "One", assignee: "ada" },
      errors: [],
    });
  });

  it.each(requiredColumnNames)(
    "rejects a row without a value of the required column %s",
    (name) => {
      const { [name]: _, ...others } = { ...required } as Cells;
      expect(parseAssignmentRow(others, settings)).toEqual({
        row: null,
        errors: [{ field: name, reason: `${name} must not be empty.` }],
      });
    },
  );

  it("reads an empty cell as null or as an empty list", () => {
    const cells = {
      project: " ",
      due_at: "",
      difficulty: "",
      skill_match: "",
      required_skills: "",
    };
    expect(parse(cells)).toEqual({
      row: {
        externalId: "A-1",
        title: "One",
        assignee: "ada",
        project: null,
        dueAt: null,
        difficulty: null,
        skillMatch: null,
        requiredSkills: [],
      },
      errors: [],
    });
  });

  it("reads a date as the local start of the day for starts and as its end for ends", () => {
    expect(
      parse({
        assigned_at: "2026-05-11",
        started_at: "2026-05-12",
        due_at: "2026-05-13",
        completed_at: "2026-05-14",
      }),
    ).toMatchObject({
      row: {
        assignedAt: new Date("2026-05-11T04:00:00Z"),
        startedAt: new Date("2026-05-12T04:00:00Z"),
        dueAt: new Date("2026-05-14T03:59:59Z"),
        completedAt: new Date("2026-05-15T03:59:59Z"),
      },
    });
  });

  it("reads a time without an offset in the organization's time zone", () => {
    expect(
      parse({ assigned_at: "2026-05-11 09:30", due_at: "2026-05-13T09:30:00+02:00" }),
    ).toMatchObject({
      row: {
        assignedAt: new Date("2026-05-11T13:30:00Z"),
        dueAt: new Date("2026-05-13T07:30:00Z"),
      },
    });
  });

  it("rounds numbers half up to their step", () => {
    expect(parse({ difficulty: "1.005", skill_match: "0.00005" })).toMatchObject({
      row: { difficulty: 101, skillMatch: 1 },
    });
  });

  it("leaves out an empty status, whether or not there is a completion", () => {
    const completed = { row: { completedAt: new Date("2026-05-15T03:59:59Z") } };
    expect(parse({ completed_at: "2026-05-14", status: "" })).toMatchObject(completed);
    expect(parse({ completed_at: "", status: "" })).toEqual({
      row: { externalId: "A-1", title: "One", assignee: "ada", completedAt: null },
      errors: [],
    });
    expect(parse({ status: "" })).toEqual(parse({}));
  });

  it("accepts a status without a column for the completion", () => {
    expect(parse({ status: "cancelled" })).toMatchObject({ row: { status: "cancelled" } });
    expect(parse({ status: "completed" })).toMatchObject({ row: { status: "completed" } });
  });

  it("reads skills with levels from 1 to 10, and defaults to 5", () => {
    expect(parse({ required_skills: "sql:7; writing ;C: sharp:10;" })).toMatchObject({
      row: {
        requiredSkills: [
          { name: "sql", level: 7 },
          { name: "writing", level: 5 },
          { name: "C: sharp", level: 10 },
        ],
      },
    });
  });

  it("keeps control characters from old code pages in a title", () => {
    expect(parse({ title: "Don\u0092t stop" })).toMatchObject({
      row: { title: "Don\u0092t stop" },
    });
  });

  it("limits the title to 500 characters, not UTF-16 units", () => {
    expect(parse({ title: "🎯".repeat(500) })).toHaveProperty("row");
    expect(parse({ title: "🎯".repeat(501) })).toMatchObject({
      row: null,
      errors: [{ field: "title", reason: "title must have at most 500 characters." }],
    });
  });

  it.each<[Cells, string, string]>([
    [{ external_id: " " }, "external_id", "must not be empty"],
    [{ external_id: "x".repeat(201) }, "external_id", "at most 200"],
    [{ external_id: "a\nb" }, "external_id", "U+000A"],
    [{ title: "" }, "title", "must not be empty"],
    [{ title: "bell \u0007" }, "title", "U+0007"],
    [{ assignee: "" }, "assignee", "must not be empty"],
    [{ project: "x".repeat(201) }, "project", "at most 200"],
    [{ due_at: "tomorrow" }, "due_at", "must be a date"],
    [{ due_at: "2026-02-30" }, "due_at", "must be a date"],
    [{ started_at: "05/11/2026" }, "started_at", "must be a date"],
    [{ completed_at: "2026-05-21" }, "completed_at", "after today"],
    [{ completed_at: "2026-05-20T15:06:00Z" }, "completed_at", "five minutes"],
    [{ completed_at: "2026-05-10", assigned_at: "2026-05-11" }, "completed_at", "assigned_at"],
    [{ completed_at: "2026-05-10", started_at: "2026-05-11" }, "completed_at", "started_at"],
    [{ completed_at: "2026-05-10", status: "open" }, "completed_at", "must be empty"],
    [{ completed_at: "2026-05-10", status: "cancelled" }, "completed_at", "must be empty"],
    [{ status: "completed", completed_at: "" }, "completed_at", "must be given"],
    [{ status: "done" }, "status", "open, completed or cancelled"],
    [{ difficulty: "NaN" }, "difficulty", "0 to 10"],
    [{ difficulty: "Infinity" }, "difficulty", "0 to 10"],
    [{ difficulty: "-0.001" }, "difficulty", "0 to 10"],
    [{ difficulty: "10.004" }, "difficulty", "0 to 10"],
    [{ difficulty: "4,5" }, "difficulty", "0 to 10"],
    [{ difficulty: "0x5" }, "difficulty", "0 to 10"],
    [{ skill_match: "1.00004" }, "skill_match", "0 to 1"],
    [{ skill_match: "9e999" }, "skill_match", "0 to 1"],
    [{ required_skills: "sql:11" }, "required_skills", "levels from 1 to 10"],
    [{ required_skills: "sql:0" }, "required_skills", "levels from 1 to 10"],
    [{ required_skills: "sql:1e1" }, "required_skills", "levels from 1 to 10"],
    [{ required_skills: ":5" }, "required_skills", "names of 1 to 100"],
    [{ required_skills: "sql:5;SQL:6" }, "required_skills", "twice"],
    [{ required_skills: [["sql"]] }, "required_skills", "has a list where a skill"],
  ])("rejects %j", (cells, field, reason) => {
    const { row, errors } = parse(cells);
    expect(row).toBeNull();
    expect(errors.map((error) => error.field)).toEqual([field]);
    expect(errors[0]?.reason).toContain(reason);
  });

  it("reports all errors of a row, in the order of the columns", () => {
    const { row, errors } = parse({
      project: "x".repeat(201),
      required_skills: ":11;sql:7;SQL:3",
      completed_at: "2026-05-10",
      started_at: "2026-05-12",
      assigned_at: "2026-05-11",
      difficulty: "hard",
      status: "open",
      title: "",
    });
    expect(row).toBeNull();
    expect(errors.map(({ reason }) => reason)).toEqual([
      "title must not be empty.",
      "completed_at must be empty where status is open.",
      "completed_at must not be before assigned_at.",
      "completed_at must not be before started_at.",
      "difficulty must be a number from 0 to 10.",
      "required_skills must have names of 1 to 100 characters.",
      "required_skills must have whole levels from 1 to 10.",
      "required_skills names “SQL” twice.",
      "project must have at most 200 characters.",
    ]);
  });

  it("accepts a completion dated today before the day ends", () => {
    expect(parse({ completed_at: "2026-05-20" })).toMatchObject({
      row: { completedAt: new Date("2026-05-21T03:59:59Z") },
    });
  });
});
