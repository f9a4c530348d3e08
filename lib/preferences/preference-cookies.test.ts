import { expect, it } from "vitest";
import { createFormat } from "@/lib/i18n/format";
import { createTranslate, toLanguage } from "@/lib/i18n/messages";
import english from "@/messages/en.json";
import { applyClock, parseClock, parseLanguage } from "./preference-cookies";

it("treats an invalid cookie as no choice", () => {
  expect([parseLanguage("de"), parseLanguage("xx"), parseLanguage(undefined)]).toEqual([
    "de",
    null,
    null,
  ]);
  expect([parseClock("h23"), parseClock("24"), parseClock(undefined)]).toEqual(["h23", null, null]);
});

it("formats times by the chosen clock without changing the language", () => {
  const formatTime = (locale: string) =>
    createFormat({ locale, timeZone: "UTC", translate: createTranslate("en", english) }).timeOf(
      "2026-05-15T14:30:00Z",
    );
  expect(formatTime(applyClock("en-US", null))).toMatch(/^2:30\sPM$/);
  expect(formatTime(applyClock("en-US", "h23"))).toBe("14:30");
  expect(formatTime(applyClock("de-DE", "h12"))).toMatch(/^2:30\sPM$/);
  expect(toLanguage(applyClock("de-AT", "h12"))).toBe("de");
});
