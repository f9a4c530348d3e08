import { describe, expect, it } from "vitest";
import { parseInput } from "@/lib/api/parse-input";
import { AppError } from "@/lib/errors";
import type { ImportFormat } from "@/lib/ingest/open-table";
import { readFile } from "@/lib/ingest/testing/open-text";
import { fileFieldNames, jsonFieldNames } from "@/lib/performance/domain/assignments/field-names";
import { joinErrors } from "@/lib/performance/imports/import-row";
import { readBodyFields } from "./read-body-fields";
import { newAssignment } from "./write-schemas";

const settings = { timeZone: "America/Santiago", now: new Date("2026-05-20T15:00:00Z") };

type Value = string | number | null;
type Skill = { readonly name: string; readonly level?: number };

/** A mistake: its fields as JSON, and as text where a file writes them in another way. */
type Mistake = {
  readonly fields: Readonly<Record<string, Value | readonly Skill[]>>;
  readonly cells?: Readonly<Record<string, string>>;
  readonly field: string;
  readonly reason: string;
};

const aTime =
  "must be a date such as 2026-05-15 or a time such as 2026-05-15T14:30:00Z, from 1900 to 2200.";

function listTextMistakes(field: string, maxLength: number): Mistake[] {
  const mistakes: [Value, string][] = [
    ["x".repeat(maxLength + 1), `must have at most ${maxLength} characters.`],
    ["🎯".repeat(maxLength + 1), `must have at most ${maxLength} characters.`],
    ["a\u0007b", "has a control character (U+0007)."],
    ["a\u0000b", "has a control character (U+0000)."],
  ];
  return mistakes.map(([value, rule]) => ({
    ...{ fields: { [field]: value }, field, reason: `${field} ${rule}` },
  }));
}

const listTimeMistakes = (field: string): Mistake[] =>
  [
    "tomorrow",
    "2026-02-30",
    "31/31/2026",
    "1899-12-31",
    "2201-01-01",
    "2026-05-11T25:00",
    "1".repeat(65),
  ].map((text) => ({ fields: { [field]: text }, field, reason: `${field} ${aTime}` }));

const listNumberMistakes = (field: string, maximum: number): Mistake[] =>
  [-1, -0.001, maximum + 0.004, 1e300].map((number) => ({
    fields: { [field]: number },
    field,
    reason: `${field} must be a number from 0 to ${maximum}.`,
  }));

/** @param text the same skills in a cell. */
function skillMistake(skills: readonly Skill[], text: string, rule: string): Mistake {
  return {
    fields: { required_skills: skills },
    cells: { required_skills: text },
    field: "required_skills",
    reason: `required_skills ${rule}`,
  };
}

const numbered = Array.from({ length: 51 }, (_, index) => `skill ${index}`);

function completionMistake(fields: Mistake["fields"], rule: string): Mistake {
  return { fields, field: "completed_at", reason: `completed_at ${rule}.` };
}

const mistakes: readonly Mistake[] = [
  { fields: { external_id: " " }, field: "external_id", reason: "external_id must not be empty." },
  { fields: { title: "" }, field: "title", reason: "title must not be empty." },
  ...listTextMistakes("external_id", 200),
  ...listTextMistakes("title", 500),
  ...listTextMistakes("project", 200),
  ...["external_id", "project"].map((field) => ({
    fields: { [field]: "a\nb" },
    field,
    reason: `${field} has a control character (U+000A).`,
  })),
  ...["assigned_at", "started_at", "due_at", "completed_at"].flatMap(listTimeMistakes),
  ...listNumberMistakes("difficulty", 10),
  ...listNumberMistakes("skill_match", 1),
  ...["done", "Opened"].map((status) => ({
    fields: { status },
    field: "status",
    reason: "status must be open, completed or cancelled.",
  })),
  ...[0, 11, 2.5, -1].map((level) =>
    skillMistake([{ name: "SQL", level }], `SQL:${level}`, "must have whole levels from 1 to 10."),
  ),
  skillMistake([{ name: "", level: 5 }], ":5", "must have names of 1 to 100 characters."),
  skillMistake(
    [{ name: "x".repeat(101) }],
    "x".repeat(101),
    "must have names of 1 to 100 characters.",
  ),
  skillMistake([{ name: "a\u0007" }], "a\u0007", "has a control character (U+0007)."),
  skillMistake([{ name: "SQL", level: 7 }, { name: "sql" }], "SQL:7;sql", "names “sql” twice."),
  skillMistake(
    numbered.map((name) => ({ name })),
    numbered.join(";"),
    "must have at most 50 skills.",
  ),
  completionMistake(
    { completed_at: "2026-05-10", assigned_at: "2026-05-11" },
    "must not be before assigned_at",
  ),
  completionMistake(
    { completed_at: "2026-05-10", started_at: "2026-05-11T08:00Z" },
    "must not be before started_at",
  ),
  completionMistake({ completed_at: "2026-05-21" }, "must not be after today"),
  completionMistake(
    { completed_at: "2026-05-20T15:05:01Z" },
    "must not be more than five minutes in the future",
  ),
  completionMistake(
    { completed_at: "2026-05-10", status: "open" },
    "must be empty where status is open",
  ),
  completionMistake(
    { completed_at: "2026-05-10", status: "cancelled" },
    "must be empty where status is cancelled",
  ),
  completionMistake(
    { completed_at: null, status: "completed" },
    "must be given where status is completed",
  ),
];

/** What only JSON can say, with the field that has it. */
const jsonMistakes: readonly (readonly [string, unknown, string])[] = [
  ...["external_id", "title", "project"].flatMap((field) => [
    [field, true, `${field} must be text, not true or false.`] as const,
    [field, {}, `${field} must be text, not an object.`] as const,
    [field, ["a"], `${field} must be text, not a list.`] as const,
    [field, "\ud800", `${field} has half of a character (a lone surrogate).`] as const,
  ]),
  ["title", { a: { b: [] } }, "title must be text, not an object."],
  ["required_skills", [["SQL"]], "required_skills has a list where a skill is expected."],
  ["due_at", true, `due_at ${aTime}`],
  ["due_at", 20_260_515, `due_at ${aTime}`],
  ["completed_at", {}, `completed_at ${aTime}`],
  ["difficulty", true, "difficulty must be a number from 0 to 10."],
  ["difficulty", [], "difficulty must be a number from 0 to 10."],
  ["skill_match", {}, "skill_match must be a number from 0 to 1."],
  ["status", true, "status must be open, completed or cancelled."],
  ["required_skills", true, "required_skills must be a list of skills, not true or false."],
  ["required_skills", {}, "required_skills must be a list of skills, not an object."],
  ["required_skills", [true], "required_skills has true or false where a skill is expected."],
];

const required = { external_id: "A-1", title: "One" };

/** The error of the API, with the path in the body cut to its field. */
function rejectBody(fields: Readonly<Record<string, unknown>>) {
  try {
    const body = parseInput(newAssignment, { ...required, user_id: 1, ...fields });
    readBodyFields(body, settings);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.invalidParams?.map(({ name, reason }) => ({ field: name.split(".")[0], reason }));
  }
  return null;
}

/** The errors of the first row, without their values. */
async function rejectRow(format: ImportFormat, text: string) {
  const { read } = await readFile([text], settings, { format, isComplete: true, clearEmpty: true });
  return read[0]?.errors.map(({ field, reason }) => ({ field, reason })) ?? null;
}

const rejectLine = (fields: Readonly<Record<string, unknown>>) =>
  rejectRow("ndjson", `${JSON.stringify({ ...required, assignee: "ada", ...fields })}\n`);

function rejectCells(cells: Readonly<Record<string, unknown>>) {
  const row = Object.entries({ ...required, assignee: "ada", ...cells });
  const quoted = row.map(([, cell]) => `"${String(cell ?? "").replaceAll('"', '""')}"`);
  return rejectRow("csv", `${row.map(([name]) => name).join()}\n${quoted.join()}\n`);
}

describe("the rules of an assignment", () => {
  it.each(mistakes)(
    "reject $fields by HTTP, CSV and NDJSON for the same reason",
    async (mistake) => {
      const { fields, cells = {}, field, reason } = mistake;
      const expected = [{ field, reason }];
      expect(rejectBody(fields)).toEqual(expected);
      expect(await rejectCells({ ...fields, ...cells })).toEqual(expected);
      expect(await rejectLine({ ...fields, ...cells })).toEqual(expected);
    },
  );

  it.each(jsonMistakes)(
    "reject %s with %j by HTTP and NDJSON for the same reason",
    async (...mistake) => {
      const [field, value, reason] = mistake;
      const expected = [{ field, reason }];
      expect(rejectBody({ [field]: value })).toEqual(expected);
      expect(await rejectLine({ [field]: value })).toEqual(expected);
    },
  );

  it("reject a text as a skill of a JSON body without calling the list no list", () => {
    const [error] = rejectBody({ required_skills: ["SQL"] }) ?? [];
    expect(error?.reason).toBe("required_skills has text where a skill is expected.");
  });

  it("require the same fields by HTTP, CSV and NDJSON", async () => {
    const expected = [{ field: "title", reason: "title must not be empty." }];
    expect(rejectBody({ title: undefined })).toEqual(expected);
    expect(rejectBody({ title: null })).toEqual(expected);
    expect(await rejectLine({ title: undefined })).toEqual(expected);
    expect(await rejectLine({ title: null })).toEqual(expected);
    expect(await rejectCells({ title: "" })).toEqual(expected);
  });

  it("reject all mistakes of an assignment at once, in the order of the fields", async () => {
    const fields = {
      project: "a\u0000",
      title: "",
      due_at: "soon",
      difficulty: 11,
      status: "done",
    };
    const expected = ["title", "due_at", "difficulty", "status", "project"];
    const listFields = (errors: readonly { field: string | undefined }[] | null | undefined) =>
      errors?.map(({ field }) => field);
    expect(listFields(rejectBody(fields))).toEqual(expected);
    expect(listFields(await rejectLine(fields))).toEqual(expected);
    expect(listFields(await rejectCells(fields))).toEqual(expected);
    expect(joinErrors((await rejectLine(fields)) ?? [])).toMatchObject({ field: "title" });
  });

  it("reject all contradictions between fields at once, by HTTP, CSV and NDJSON", async () => {
    const fields = {
      assigned_at: "2026-05-21",
      started_at: "2026-05-22",
      completed_at: "2026-05-20T23:00Z",
      status: "cancelled",
    };
    const expected = [
      "must be empty where status is cancelled",
      "must not be before assigned_at",
      "must not be before started_at",
      "must not be more than five minutes in the future",
    ].map((rule) => ({ field: "completed_at", reason: `completed_at ${rule}.` }));
    expect(rejectBody(fields)).toEqual(expected);
    expect(await rejectLine(fields)).toEqual(expected);
    expect(await rejectCells(fields)).toEqual(expected);
  });

  it("are tried above for every field", () => {
    const tried = new Set(
      [...mistakes, { field: "user_id" }, { field: "assignee" }].map(({ field }) => field),
    );
    expect(
      [...new Set([...fileFieldNames, ...jsonFieldNames])].filter((name) => !tried.has(name)),
      "fields without a case in `mistakes`",
    ).toEqual([]);
  });
});
