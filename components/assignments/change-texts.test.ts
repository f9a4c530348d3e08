import { describe, expect, it } from "vitest";
import { createFormat } from "@/lib/i18n/format";
import { getMessages } from "@/lib/i18n/message-catalog";
import { createTranslate } from "@/lib/i18n/messages";
import type { AssignmentChangeResponse } from "@/lib/performance/assignments/changes/change-schemas";
import { describeRecordedChange } from "./change-texts";

const translate = createTranslate("en", getMessages("en"));
const words = {
  translate,
  format: createFormat({ locale: "en-GB", timeZone: "Europe/Berlin", translate }),
};

const change: AssignmentChangeResponse = {
  id: 1,
  event: "changed",
  created_at: "2026-11-30T08:00:00.000Z",
  actor: { user_id: 1, username: "ada", display_name: "Ada" },
  source: "page",
  reason: null,
  before: {},
  after: {},
  was_due_passed: null,
  is_due_passed: null,
  signals: [],
  contestable: false,
  contest: null,
};
const describeChange = (fields: Partial<AssignmentChangeResponse>) =>
  describeRecordedChange(words, { ...change, ...fields });

describe("the sentences of a recorded change", () => {
  it("are one for the due date and one for each other field", () => {
    const before = { due_at: "2026-11-25T22:59:59.000Z", difficulty: 2.5, skill_match: null };
    const after = { due_at: "2026-12-10T22:59:59.000Z", difficulty: 3, skill_match: 0.75 };
    expect(describeChange({ before, after, was_due_passed: true })).toEqual([
      "Due date moved from 25 Nov 2026 to 10 Dec 2026 by Ada, 4 days after it had passed.",
      "Difficulty changed from 2.5 to 3 by Ada.",
      "Skill match changed from — to 75% by Ada.",
    ]);
  });

  it("name statuses, times and skills as the page does", () => {
    const before = { status: "open" as const, completed_at: null, required_skills: [] };
    const after = {
      status: "completed" as const,
      completed_at: "2026-11-29T12:00:00.000Z",
      required_skills: [{ name: "Welding", level: 6 }],
    };
    expect(describeChange({ before, after, actor: null })).toEqual([
      "Status changed from Open to Completed.",
      "Completed changed from — to 29 Nov 2026, 13:00.",
      "Required skills changed from — to Welding 6.",
    ]);
  });

  it("do not name an assignee that the reader may not see", () => {
    expect(describeChange({ before: { user_id: null }, after: { user_id: 7 } })).toEqual([
      "Person changed from a member you can't see to #7 by Ada.",
    ]);
  });

  it("say that an assignment was created, deleted or restored", () => {
    expect(describeChange({ event: "created", before: null })).toEqual(["Created by Ada."]);
    expect(describeChange({ event: "deleted" })).toEqual(["Deleted by Ada."]);
    expect(describeChange({ before: { deleted: true }, after: { deleted: false } })).toEqual([
      "Restored by Ada.",
    ]);
    expect(describeChange({ event: "baseline", before: null, actor: null })).toEqual([
      "Already existed when changes began to be recorded.",
    ]);
  });
});
