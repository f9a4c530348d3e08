import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { addDays, endOfDay, parseLocalDateTime, startOfDay, toLocalDate } from "./local-time";

/** Zones with midnight gaps, a skipped day, odd offsets, half-hour and no clock changes. */
const ZONES = [
  "America/Santiago",
  "Pacific/Apia",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "America/New_York",
  "Africa/Casablanca",
  "Asia/Tehran",
  "Pacific/Kiritimati",
  "UTC",
];

const anyInstant = fc
  .integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2100, 0, 1) })
  .map((milliseconds) => new Date(milliseconds));

/** What a clock on the wall shows, by the runtime's own formatter: `YYYY-MM-DD HH:mm:ss`. */
function buildWallClock(timeZone: string): (instant: Date) => string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return (instant) => format.format(instant);
}

describe.each(ZONES)("in %s", (timeZone) => {
  const wallClock = buildWallClock(timeZone);

  test("the local date is the one on the wall", () => {
    assertProperty(
      fc.property(anyInstant, (instant) => {
        expect(toLocalDate(instant, timeZone)).toBe(wallClock(instant).slice(0, 10));
      }),
    );
  });

  test("every instant is in exactly one day, from its start until the start of the next", () => {
    assertProperty(
      fc.property(anyInstant, (instant) => {
        const date = toLocalDate(instant, timeZone);
        const next = startOfDay(addDays(date, 1), timeZone);
        expect(startOfDay(date, timeZone) <= instant && instant < next).toBe(true);
        expect(endOfDay(date, timeZone).getTime()).toBe(next.getTime() - 1000);
        const previous = endOfDay(addDays(date, -1), timeZone);
        expect(previous.getTime()).toBe(startOfDay(date, timeZone).getTime() - 1000);
      }),
    );
  });

  test("every day of 1996 to 2037 begins and ends with itself, but the one that Samoa skipped", () => {
    for (let date = "1996-01-01"; date < "2038-01-01"; date = addDays(date, 1)) {
      const start = startOfDay(date, timeZone);
      const last = endOfDay(date, timeZone);
      if (last < start) expect([timeZone, date]).toEqual(["Pacific/Apia", "2011-12-30"]);
      else if (toLocalDate(start, timeZone) !== date || toLocalDate(last, timeZone) !== date) {
        expect.fail(`${date} does not begin and end with itself.`);
      }
    }
  });

  test("a local time means the earliest instant at which the wall shows it", () => {
    assertProperty(
      fc.property(anyInstant, (instant) => {
        const shown = wallClock(instant);
        const parsed = parseLocalDateTime(shown, timeZone, "start") ?? new Date(Number.NaN);
        expect(wallClock(parsed)).toBe(shown);
        expect(parsed <= instant).toBe(true);
        for (const minutes of [30, 60]) {
          expect(wallClock(new Date(parsed.getTime() - minutes * 60_000))).not.toBe(shown);
        }
      }),
    );
  });

  test("an instant written with an offset is that instant", () => {
    assertProperty(
      fc.property(anyInstant, (instant) => {
        expect(parseLocalDateTime(instant.toISOString(), timeZone, "start")).toEqual(instant);
      }),
    );
  });
});

test("no text makes the parser throw", () => {
  // Any code point, a lone half of a pair too. The unit "binary" is the same without those, but takes two seconds to set up.
  const characters = fc
    .integer({ min: 0, max: 0x10_ff_ff })
    .map((point) => String.fromCodePoint(point));
  const texts = fc.oneof(
    fc.string({ unit: characters }),
    fc.stringMatching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?[Z+-]?$/),
  );
  assertProperty(
    fc.property(texts, fc.constantFrom(...ZONES), (text, timeZone) => {
      const parsed = parseLocalDateTime(text, timeZone, "end");
      if (parsed !== null) expect(Number.isNaN(parsed.getTime())).toBe(false);
    }),
  );
});
