import { describe, expect, it } from "vitest";
import { createFormat } from "@/lib/i18n/format";
import { getMessages } from "@/lib/i18n/message-catalog";
import { createTranslate, type Language } from "@/lib/i18n/messages";
import { type DueMove, sayDueMove } from "./change-words";

function createWords(language: Language) {
  const translate = createTranslate(language, getMessages(language));
  const locale = language === "en" ? "en-GB" : "de-DE";
  return { translate, format: createFormat({ locale, timeZone: "Europe/Berlin", translate }) };
}

const move: DueMove = {
  before: "2026-11-25T22:59:59.000Z",
  after: "2026-12-10T22:59:59.000Z",
  created_at: "2026-11-30T08:00:00.000Z",
  was_due_passed: true,
  is_due_passed: false,
  reason: null,
  actor: { username: "ada", display_name: "Ada" },
};
const say = (changes: Partial<DueMove>, language: Language = "en") =>
  sayDueMove(createWords(language), { ...move, ...changes });

describe("the sentence of a changed due date", () => {
  it("says from when to when, by whose hand, and how long after it had passed", () => {
    expect(say({})).toMatchInlineSnapshot(
      `"Due date moved from 25 Nov 2026 to 10 Dec 2026 by Ada, 4 days after it had passed."`,
    );
    expect(say({}, "de")).toMatchInlineSnapshot(
      `"Frist verschoben von 25.11.2026 auf 10.12.2026 durch Ada, 4 Tage nach ihrem Ablauf."`,
    );
  });

  it("says why it was changed", () => {
    expect(say({ reason: "error" })).toMatchInlineSnapshot(
      `"Due date moved from 25 Nov 2026 to 10 Dec 2026 by Ada, to correct a wrong entry, 4 days after it had passed."`,
    );
    expect(say({ reason: "absence" }, "de")).toMatchInlineSnapshot(
      `"Frist verschoben von 25.11.2026 auf 10.12.2026 durch Ada, wegen einer Abwesenheit, 4 Tage nach ihrem Ablauf."`,
    );
  });

  it("says less than a day where it had passed just before", () => {
    expect(say({ created_at: "2026-11-26T08:00:00.000Z" })).toMatchInlineSnapshot(
      `"Due date moved from 25 Nov 2026 to 10 Dec 2026 by Ada, less than a day after it had passed."`,
    );
  });

  it("leaves out what is not known or did not happen", () => {
    expect(say({ was_due_passed: false, actor: null })).toMatchInlineSnapshot(
      `"Due date moved from 25 Nov 2026 to 10 Dec 2026."`,
    );
  });

  it("says that the new time had passed already", () => {
    const after = "2026-11-20T22:59:59.000Z";
    expect(say({ after, was_due_passed: false, is_due_passed: true })).toMatchInlineSnapshot(
      `"Due date moved from 25 Nov 2026 to 20 Nov 2026 by Ada, to a time that had already passed."`,
    );
  });

  it("says the time where the day stays", () => {
    const after = "2026-11-25T12:00:00.000Z";
    expect(say({ after, was_due_passed: false })).toMatchInlineSnapshot(
      `"Due date moved from 25 Nov 2026, 23:59 to 25 Nov 2026, 13:00 by Ada."`,
    );
  });

  it("says that a due date was set or removed", () => {
    expect(say({ before: null, was_due_passed: null })).toMatchInlineSnapshot(
      `"Due date set to 10 Dec 2026 by Ada."`,
    );
    expect(say({ after: null, is_due_passed: null })).toMatchInlineSnapshot(
      `"Due date 25 Nov 2026 removed by Ada, 4 days after it had passed."`,
    );
  });
});
