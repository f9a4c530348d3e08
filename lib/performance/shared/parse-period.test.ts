import { describe, expect, it } from "vitest";
import { defaultPeriodDays, parsePeriodDays } from "./parse-period";

describe("parsePeriod", () => {
  it("takes the periods that are offered", () => {
    expect(["7", "30", "90", "365"].map(parsePeriodDays)).toEqual([7, 30, 90, 365]);
  });

  it.each([null, undefined, "", "abc", "31", "-7", "7.0", " 7", ["7", "30"]])(
    "falls back to the default for %j",
    (value) => {
      expect(parsePeriodDays(value)).toBe(defaultPeriodDays);
    },
  );
});
