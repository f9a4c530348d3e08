import { describe, expect, it } from "vitest";
import { languages } from "@/lib/i18n/messages";
import { drawBadge, escapeText } from "@/lib/performance/achievements/badge-image";
import { BADGE_RULES } from "@/lib/performance/domain/achievements/badge-rules";

const earnedAt = new Date("2026-05-15T22:30:00Z");

describe("the image of a badge", () => {
  it("names the badge and its meaning as text for screen readers, in each language", () => {
    const titles = new Set<string>();
    for (const language of languages) {
      for (const { name } of BADGE_RULES) {
        const { svg } = drawBadge({ name, earnedAt }, { language, timeZone: "Europe/Berlin" });
        const title = /<title id="title">([^<]+)<\/title><desc id="description">[^<]{20,}</.exec(
          svg,
        );
        titles.add(`${language} ${title?.[1]}`);
        expect(svg).toContain('aria-labelledby="title description"');
        expect(svg).not.toContain("badge.");
      }
    }
    expect(titles.size).toBe(BADGE_RULES.length * languages.length);
  });

  it("shows the day in the organization's time zone", () => {
    const draw = (timeZone: string) =>
      drawBadge({ name: "swift", earnedAt }, { language: "en", timeZone }).svg;
    expect(draw("Europe/Berlin")).toContain("Earned May 16, 2026");
    expect(draw("UTC")).toContain("Earned May 15, 2026");
  });

  it("closes each element that it opens", () => {
    const { svg } = drawBadge({ name: "punctual", earnedAt }, { language: "de", timeZone: "UTC" });
    const open: string[] = [];
    for (const [, closing, name, empty] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (closing === "/") expect(open.pop()).toBe(name);
      else if (empty !== "/") open.push(name ?? "");
    }
    expect(open).toEqual([]);
  });
});

it("escapes every special character of XML", () => {
  expect(escapeText(`<script>"A" & 'B'</script>`)).toBe(
    "&lt;script&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/script&gt;",
  );
});
