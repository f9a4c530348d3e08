import { describe, expect, it } from "vitest";
import german from "@/messages/de.json";
import english from "@/messages/en.json";
import { createTranslate, resolveLocale, toLanguage } from "./messages";

const placeholdersOf = (text: string) =>
  [...text.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name).toSorted();

describe("message files", () => {
  it("have the same keys in every language", () => {
    expect(Object.keys(german)).toEqual(Object.keys(english));
  });

  it("fill in the same values in every language", () => {
    const germanTexts = new Map(Object.entries(german));
    for (const [key, text] of Object.entries(english)) {
      const inEnglish = new Set(placeholdersOf(text));
      const inGerman = new Set(placeholdersOf(germanTexts.get(key) ?? ""));
      expect([key, ...inGerman]).toEqual([key, ...inEnglish]);
    }
  });
});

describe("createTranslate", () => {
  const translate = createTranslate("en", english);

  it("chooses the plural form of the locale and writes the number in its digits", () => {
    expect(translate("evidence.due", { count: 1 })).toBe("1 completion with a due date");
    expect(translate("evidence.due", { count: 1200 })).toBe("1,200 completions with a due date");
    expect(createTranslate("de", german)("evidence.due", { count: 1200 })).toBe(
      "1.200 Abschlüsse mit Frist",
    );
  });

  it("prefers the form for an exact number", () => {
    expect(translate("evidence.due", { count: 0 })).toBe("No completion with a due date");
  });

  it("fills a plain value and a plural of the same text", () => {
    expect(translate("widget.change", { change: "+3.5", days: 30 })).toBe("+3.5 in 30 days");
  });

  it("does not read placeholders out of values", () => {
    expect(translate("layout.accountMenu", { name: "{name} $&" })).toBe("Account of {name} $&");
  });
});

describe("resolveLocale", () => {
  it("keeps the region of the best language there are texts for", () => {
    expect(resolveLocale("fr-CH, de-AT;q=0.9, en;q=0.8")).toBe("de-AT");
    expect(toLanguage("de-AT")).toBe("de");
  });

  it("goes by quality, not by order", () => {
    expect(resolveLocale("de;q=0.3, en-GB;q=0.7")).toBe("en-GB");
  });

  it.each([null, "", "fr", "*", "en_US;;", "de-!!!!;q=1", "en;q=0", `${"a-".repeat(5000)}`])(
    "falls back to English for %j",
    (header) => {
      expect(resolveLocale(header)).toBe("en");
    },
  );
});

describe("resolveLocale with a chosen language", () => {
  it("takes it whatever the browser prefers, with the region that the browser has for it", () => {
    expect(resolveLocale("en-US,en;q=0.9,de-AT;q=0.5", "de")).toBe("de-AT");
    expect(resolveLocale("en-US,fr;q=0.9", "de")).toBe("de");
    expect(resolveLocale(null, "de")).toBe("de");
    expect(resolveLocale("de-CH,en-GB;q=0.8", "en")).toBe("en-GB");
  });
});
