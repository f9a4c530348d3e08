import { describe, expect, it } from "vitest";
import { createTranslate } from "@/lib/messages";
import { BADGE_RULES } from "@/lib/performance/domain/badge-rules";
import { MILESTONE_RULES } from "@/lib/performance/domain/milestone-rules";
import german from "@/messages/de.json";
import { badgeName, milestoneName } from "./achievement-names";

const translate = createTranslate("de", german);

describe("achievements in the reader's language", () => {
  it("are all of them", () => {
    for (const { type } of MILESTONE_RULES) expect(milestoneName(type, translate)).not.toBe(type);
    for (const { name } of BADGE_RULES) expect(badgeName(name, translate)).not.toBe(name);
    expect(milestoneName("250_tasks", translate)).toContain("250");
  });

  it("keep the name of a rule that has no text yet", () => {
    expect(milestoneName("moon_landing", translate)).toBe("moon_landing");
    expect(badgeName("astronaut", translate)).toBe("astronaut");
  });
});
