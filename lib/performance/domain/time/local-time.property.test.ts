import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import {
  addDays,
  endOfDay,
  parseLocalDate,
  parseLocalDateTime,
  startOfDay,
  toLocalDate,
} from "./local-time";

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

/** Formats the local time with the formatter of the runtime: `YYYY-MM-DD HH:mm:ss`. */
function buildLocalFormatter(timeZone: string): (instant: Date) => string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return (instant) => format.format(instant);
}

describe.each(ZONES)("in the time zone %s", (timeZone) => {
  const formatLocal = buildLocalFormatter(timeZone);

  test("computes the same local date as the formatter of the runtime", () => {
    assertProperty(
      fc.property(anyInstant, (instant) => {
        expect(toLocalDate(instant, timeZone)).toBe(formatLocal(instant).slice(0, 10));
      }),
    );
  });

  test("puts every instant into exactly one day, from its start to the start of the next", () => {
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

  test("starts and ends every day from 1996 to 2037 with its own date, except the one that Samoa skipped", () => {
    let date = parseLocalDate("1996-01-01");
    for (; date < "2038-01-01"; date = addDays(date, 1)) {
      const start = startOfDay(date, timeZone);
      const last = endOfDay(date, timeZone);
      if (last < start) expect([timeZone, date]).toEqual(["Pacific/Apia", "2011-12-30"]);
      else if (toLocalDate(start, timeZone) !== date || toLocalDate(last, timeZone) !== date) {
        expect.fail(`${date} does not start and end with its own date.`);
      }
    }
  });

  test("parses a local time as the earliest instant with that local time", () => {
    assertProperty(
      fc.property(anyInstant, (instant) => {
        const local = formatLocal(instant);
        const parsed = parseLocalDateTime(local, timeZone, "start") ?? new Date(Number.NaN);
        expect(formatLocal(parsed)).toBe(local);
        expect(parsed <= instant).toBe(true);
        for (const minutes of [30, 60]) {
          expect(formatLocal(new Date(parsed.getTime() - minutes * 60_000))).not.toBe(local);
        }
      }),
    );
  });

  test("parses an instant with an offset as that instant", () => {
    assertProperty(
      fc.property(anyInstant, (instant) => {
        expect(parseLocalDateTime(instant.toISOString(), timeZone, "start")).toEqual(instant);
      }),
    );
  });
});

test("parses any text without an error", () => {
  // Any code point and lone surrogates. The unit "binary" has no surrogates and takes two seconds to set up.
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
