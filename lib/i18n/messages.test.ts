import compile from "icu-minify/compile";
import { describe, expect, expectTypeOf, it } from "vitest";
import german from "@/messages/de.json";
import english from "@/messages/en.json";
import {
  createTranslate,
  type MessageKey,
  type MessageValues,
  type PlainMessageKey,
  resolveLocale,
  toLanguage,
} from "./messages";

type Nested = { readonly [key: string]: string | Nested };

/** Every text by its key. */
function listTexts(messages: Nested, prefix = ""): [key: string, text: string][] {
  return Object.entries(messages).flatMap(([key, text]) =>
    typeof text === "string" ? [[prefix + key, text]] : listTexts(text, `${prefix}${key}.`),
  );
}

const listPlaceholders = (text: string) =>
  [...text.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name).toSorted();

describe("message files", () => {
  const englishTexts = listTexts(english);
  const germanTexts = new Map(listTexts(german));

  it("have the same keys in every language", () => {
    expect([...germanTexts.keys()]).toEqual(englishTexts.map(([key]) => key));
  });

  it("fill in the same values in every language", () => {
    for (const [key, text] of englishTexts) {
      const inEnglish = new Set(listPlaceholders(text));
      const inGerman = new Set(listPlaceholders(germanTexts.get(key) ?? ""));
      expect([key, ...inGerman]).toEqual([key, ...inEnglish]);
    }
  });

  it.each([
    ["en", english],
    ["de", german],
  ])("are valid ICU messages: %s", (_, messages) => {
    for (const [, text] of listTexts(messages)) {
      expect(() => compile(text), text).not.toThrow();
    }
  });
});

describe("the types of texts", () => {
  it("know every key and the values that its text has places for", () => {
    expectTypeOf<"trend.table">().toExtend<MessageKey>();
    expectTypeOf<"trend.nothing">().not.toExtend<MessageKey>();
    expectTypeOf<MessageValues<"evidence.due">>().toEqualTypeOf<{ count: number }>();
    expectTypeOf<MessageValues<"layout.accountMenu">>().toEqualTypeOf<{ name: string | number }>();
    expectTypeOf<keyof MessageValues<"trend.table">>().toBeNever();
    expectTypeOf<"evidence.due">().not.toExtend<PlainMessageKey>();
  });

  it("ask for the values of every text that a key may name", () => {
    expectTypeOf<MessageValues<"evidence.due" | "layout.accountMenu">>().toEqualTypeOf<
      { count: number } & { name: string | number }
    >();
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
  it("keeps the region of the best language with texts", () => {
    expect(resolveLocale("fr-CH, de-AT;q=0.9, en;q=0.8")).toBe("de-AT");
    expect(toLanguage("de-AT")).toBe("de");
  });

  it("sorts by quality, not by order", () => {
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
  it("uses the chosen language with the region that the browser has for it", () => {
    expect(resolveLocale("en-US,en;q=0.9,de-AT;q=0.5", "de")).toBe("de-AT");
    expect(resolveLocale("en-US,fr;q=0.9", "de")).toBe("de");
    expect(resolveLocale(null, "de")).toBe("de");
    expect(resolveLocale("de-CH,en-GB;q=0.8", "en")).toBe("en-GB");
  });
});
