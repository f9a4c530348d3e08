import { expect, it } from "vitest";
import { createFormat } from "@/lib/i18n/format";
import { createTranslate, toLanguage } from "@/lib/i18n/messages";
import english from "@/messages/en.json";
import { parseClock, parseLanguage, withClock } from "./preference-cookies";

it("takes nonsense in a cookie for no choice", () => {
  expect([parseLanguage("de"), parseLanguage("xx"), parseLanguage(undefined)]).toEqual([
    "de",
    null,
    null,
  ]);
  expect([parseClock("h23"), parseClock("24"), parseClock(undefined)]).toEqual(["h23", null, null]);
});

it("writes every time by the chosen clock, and leaves the language as it is", () => {
  const timeIn = (locale: string) =>
    createFormat({ locale, timeZone: "UTC", translate: createTranslate("en", english) }).timeOf(
      "2026-05-15T14:30:00Z",
    );
  expect(timeIn(withClock("en-US", null))).toMatch(/^2:30\sPM$/);
  expect(timeIn(withClock("en-US", "h23"))).toBe("14:30");
  expect(timeIn(withClock("de-DE", "h12"))).toMatch(/^2:30\sPM$/);
  expect(toLanguage(withClock("de-AT", "h12"))).toBe("de");
});
