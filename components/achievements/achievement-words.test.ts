import { describe, expect, it } from "vitest";
import { createFormat } from "@/lib/i18n/format";
import { createTranslate, type Messages } from "@/lib/i18n/messages";
import { BADGE_RULES } from "@/lib/performance/domain/achievements/badge-rules";
import { MILESTONE_RULES } from "@/lib/performance/domain/achievements/milestone-rules";
import german from "@/messages/de.json";
import english from "@/messages/en.json";
import {
  computeMilestoneShare,
  nameBadge,
  nameMilestone,
  sayBadgeProgress,
  sayMilestoneProgress,
} from "./achievement-words";

const createWords = (locale: string, messages: Messages) => {
  const translate = createTranslate(locale, messages);
  return { translate, format: createFormat({ locale, timeZone: "UTC", translate }) };
};
const words = createWords("en", english);
const inGerman = createWords("de", german);

const stored = { milestone_name: "As stored", description: "Stored.", icon: "" };
const milestone = (type: string, value: number | null = 3, threshold = 10) => ({
  ...{ milestone_type: type, ...stored, value, threshold },
});
const badge = {
  ...{ badge_title: "As stored", badge_description: "Stored.", badge_icon: "", criteria: "Asks." },
  ...{ badge_name: "punctual", criteria_value: 0.95, value: 0.9167, shortfall: 0.0333 },
  ...{ evidence: 12, required_evidence: 20, perfect_completions: 8, share: 0.6 },
};

describe("the words of a milestone", () => {
  it("include a distinct name in each language for every rule", () => {
    for (const { type, name, description } of MILESTONE_RULES) {
      const named = { milestone_type: type, milestone_name: name, description };
      expect(nameMilestone(words, named)).toEqual({
        name: name.replace("1000", "1,000"),
        description: expect.any(String),
      });
      expect(nameMilestone(inGerman, named).description).not.toBe(description);
    }
    expect(nameMilestone(words, milestone("1000_tasks")).name).toBe("1,000 tasks");
    expect(nameMilestone(words, milestone("made_up")).name).toBe("As stored");
  });

  it("state the progress in the unit of the milestone", () => {
    const say = (type: string, value: number | null, threshold: number) =>
      sayMilestoneProgress(words, { ...milestone(type, value, threshold), late: null });
    expect(say("500_tasks", 348, 500)).toBe("348 of 500 completions");
    expect(say("on_time_streak_10", 3, 10)).toBe("3 of 10 on time in a row");
    expect(say("score_90", 85.72, 90)).toBe("85.72 of 90 points");
    expect(say("score_90", null, 90)).toBe("Needs a score that is no longer provisional");
    expect(say("perfect_week", 2, 3)).toBe("2 of 3 with a due date this week, all on time so far");
    expect(say("perfect_week", 3, 3)).toBe(
      "Enough so far. Awarded after the week ends if all are on time.",
    );
    expect(say("made_up", 1, 2)).toBe("1 of 2");
  });

  it("never call a week or month on time that has late completions, or none", () => {
    const say = (type: string, value: number, late: number) =>
      sayMilestoneProgress(words, { ...milestone(type, value, 10), late });
    expect(say("perfect_month", 0, 4)).toBe("Not possible this month: 4 were late");
    expect(say("perfect_week", 0, 1)).toBe("Not possible this week: 1 was late");
    expect(say("perfect_month", 0, 0)).toBe("Nothing with a due date completed this month yet");
    expect(say("perfect_month", 4, 0)).toBe(
      "4 of 10 with a due date this month, all on time so far",
    );
  });

  it("come with a progress from 0 to 1", () => {
    const share = (value: number | null) =>
      computeMilestoneShare({ ...milestone("10_tasks", value), late: null });
    expect([null, -2, 0, 3, 12].map(share)).toEqual([0, 0, 0, 0.3, 1]);
  });
});

describe("the words of a badge", () => {
  it("include a title and the criteria in each language for every rule", () => {
    for (const { name, title, description, criteria } of BADGE_RULES) {
      const named = { ...badge, badge_name: name, badge_title: title };
      const all = { ...named, badge_description: description, criteria };
      expect(nameBadge(words, all).name).toBe(title);
      expect(nameBadge(inGerman, all).criteria).not.toBe(criteria);
    }
    expect(nameBadge(words, { ...badge, badge_name: "made_up" }).criteria).toBe("Asks.");
  });

  it("state the value, the criterion, the missing evidence, and what would earn the badge", () => {
    expect(sayBadgeProgress(words, badge)).toEqual([
      "91.67% (95% needed)",
      "12 of 20 completions with a due date",
      "8 more perfect completions earn it",
    ]);
    const swift = { ...badge, badge_name: "swift", value: -1.5, criteria_value: 1, evidence: 30 };
    expect(sayBadgeProgress(words, { ...swift, perfect_completions: null })).toEqual([
      "1.5 days late on average (1 day early needed)",
    ]);
  });

  it("state neither a hidden rank nor an unknown value", () => {
    const top = { ...badge, badge_name: "top_performer", perfect_completions: null };
    const hidden = { criteria_value: null, value: null, evidence: null, share: null };
    expect(sayBadgeProgress(words, { ...top, ...hidden })).toEqual([
      "Not shown: it would reveal other members' ranks",
    ]);
    expect(
      sayBadgeProgress(words, { ...top, value: null, evidence: 4, required_evidence: 10 }),
    ).toEqual(["No data yet", "4 of 10 ranked members"]);
  });
});
