import { describe, expect, it } from "vitest";
import { createFormat } from "@/lib/i18n/format";
import { createTranslate } from "@/lib/i18n/messages";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import english from "@/messages/en.json";
import {
  type AssignmentValues,
  emptyTexts,
  getTexts,
  listChangedFields,
  toTexts,
  toValues,
} from "./assignment-texts";

const stored: AssignmentResponse = {
  id: 42,
  external_id: "TICKET-42",
  user_id: 5,
  username: "john_doe",
  display_name: "John Doe",
  title: "Renew the certificate",
  project: "Aurora",
  status: "completed",
  overdue: false,
  assigned_at: "2026-05-10T22:00:00.000Z",
  started_at: null,
  due_at: "2026-05-15T21:59:59.000Z",
  completed_at: "2026-05-14T12:30:20.000Z",
  completed_precision: "time" as const,
  difficulty: 7.5,
  skill_match: 0.5743,
  required_skills: [{ name: "TLS", level: 6 }],
  fact: null,
  created_at: "2026-05-10T22:00:00.000Z",
  updated_at: "2026-05-14T12:30:20.000Z",
};
const formatIn = (locale: string) =>
  createFormat({ locale, timeZone: "Europe/Berlin", translate: createTranslate("en", english) });
const before = getTexts(stored, formatIn("en-GB"));

const untouched = toValues(before);

function changed(typed: Partial<AssignmentValues>) {
  return listChangedFields(before, toTexts({ ...untouched, ...typed }), "Europe/Berlin");
}

describe("the form of an assignment", () => {
  it("shows days and times in the organization's zone, and the match in percent", () => {
    expect(before).toMatchObject({
      assigned_at: "2026-05-11",
      due_at: "2026-05-15",
      completed_at: "2026-05-14T14:30",
      skill_match: "57.43",
    });
  });

  it("sends no unchanged field", () => {
    expect(changed({})).toEqual({});
  });

  it.each<[Partial<AssignmentValues>, object]>([
    [{ title: "Renew it" }, { title: "Renew it" }],
    [{ title: " " }, { title: "" }],
    [{ project: "" }, { project: null }],
    [{ due_at: { date: "2026-05-20", time: "" } }, { due_at: "2026-05-20" }],
    [{ due_at: { date: "2026-05-15", time: "09:15" } }, { due_at: "2026-05-15T07:15:00.000Z" }],
    [{ due_at: { date: "", time: "" } }, { due_at: null }],
    [
      { started_at: { date: "2026-05-12", time: "08:00" } },
      { started_at: "2026-05-12T06:00:00.000Z" },
    ],
    [{ difficulty: "8,25" }, { difficulty: 8.25 }],
    [{ difficulty: "" }, { difficulty: null }],
    [{ difficulty: "hard" }, { difficulty: "hard" }],
    [{ skill_match: "92.5 %" }, { skill_match: 0.925 }],
    [{ skill_match: "57,4" }, { skill_match: 0.574 }],
    [{ skill_match: "100.001" }, { skill_match: 1.00001 }],
    [{ skill_match: "100.0000001" }, { skill_match: 1.000000001 }],
    [{ skill_match: "-0.0000001" }, { skill_match: -0.000000001 }],
    [{ difficulty: "10.0000001" }, { difficulty: 10.0000001 }],
    [
      { required_skills: [{ name: "TLS", level: 7 }] },
      { required_skills: [{ name: "TLS", level: 7 }] },
    ],
    [
      {
        required_skills: [
          { name: "TLS", level: 6 },
          { name: "", level: 5 },
          { name: " SQL ", level: 3 },
        ],
      },
      {
        required_skills: [
          { name: "TLS", level: 6 },
          { name: "SQL", level: 3 },
        ],
      },
    ],
    [{ required_skills: [{ name: "", level: 6 }] }, { required_skills: [] }],
  ])("sends of %j only what changed", (fields, expected) => {
    expect(changed(fields)).toEqual(expected);
  });

  it("writes numbers by the language, and reads them back unchanged", () => {
    const german = getTexts(stored, formatIn("de-AT"));
    expect(german).toMatchObject({ difficulty: "7,5", skill_match: "57,43" });
    const typed = { ...toValues(german), skill_match: "60,5" };
    expect(listChangedFields(german, toTexts(typed), "Europe/Berlin")).toEqual({
      skill_match: 0.605,
    });
  });

  it("keeps hidden texts unchanged", () => {
    const hidden = getTexts({ ...stored, title: null, project: null }, formatIn("en-GB"));
    const typed = { ...toValues(hidden), difficulty: "8" };
    expect(listChangedFields(hidden, toTexts(typed), "Europe/Berlin")).toEqual({ difficulty: 8 });
  });

  it("is empty for a new assignment, and sends the filled-in fields", () => {
    const typed = { ...toValues(emptyTexts), title: "New", difficulty: "3" };
    expect(listChangedFields(emptyTexts, toTexts(typed), "Europe/Berlin")).toEqual({
      title: "New",
      difficulty: 3,
    });
  });
});
