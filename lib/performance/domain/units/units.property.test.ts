import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import {
  parseDifficulty,
  toDecimalDifficulty,
  toDifficultyHundredths,
} from "./difficulty-hundredths";
import { parseMatch, toDecimalMatch, toMatchTenThousandths } from "./match-ten-thousandths";
import { parseRatio, toDecimalRatio, toRatioTenThousandths } from "./ratio-ten-thousandths";
import { parseScore, toDecimalScore, toScoreHundredths } from "./score-hundredths";
import { toSeconds } from "./seconds";
import { parseWeight, toDecimalWeight, toWeightTenThousandths } from "./weight-ten-thousandths";

/** A unit, with its type left out. */
type Unit = {
  readonly name: string;
  readonly stepsPerOne: 100 | 10_000;
  readonly makeDecimal: (steps: number) => number;
  readonly parse: (decimal: number | string) => number;
};

const UNITS: readonly Unit[] = [
  {
    name: "hundredths of a score",
    stepsPerOne: 100,
    makeDecimal: (steps) => toDecimalScore(toScoreHundredths(steps)),
    parse: parseScore,
  },
  {
    name: "hundredths of a difficulty",
    stepsPerOne: 100,
    makeDecimal: (steps) => toDecimalDifficulty(toDifficultyHundredths(steps)),
    parse: parseDifficulty,
  },
  {
    name: "ten-thousandths of a skill match",
    stepsPerOne: 10_000,
    makeDecimal: (steps) => toDecimalMatch(toMatchTenThousandths(steps)),
    parse: parseMatch,
  },
  {
    name: "ten-thousandths of a weight",
    stepsPerOne: 10_000,
    makeDecimal: (steps) => toDecimalWeight(toWeightTenThousandths(steps)),
    parse: parseWeight,
  },
  {
    name: "ten-thousandths of a ratio",
    stepsPerOne: 10_000,
    makeDecimal: (steps) => toDecimalRatio(toRatioTenThousandths(steps)),
    parse: parseRatio,
  },
];

const wholes = fc.integer({ min: -100_000_000, max: 100_000_000 });

describe.each(UNITS)("$name", ({ name, stepsPerOne, makeDecimal, parse }) => {
  test(`converts any number of ${name} to a decimal and back exactly`, () => {
    assertProperty(
      fc.property(wholes, (steps) => {
        const decimal = makeDecimal(steps);
        expect(decimal).toBe(steps / stepsPerOne);
        expect(parse(decimal)).toBe(steps);
        expect(parse(String(decimal))).toBe(steps);
      }),
    );
  });

  test(`rounds a decimal half up to ${name}`, () => {
    const half = stepsPerOne === 100 ? "005" : "00005";
    const belowHalf = stepsPerOne === 100 ? "0049999" : "000049999";
    expect(parse(`1.${half}`)).toBe(stepsPerOne + 1);
    expect(parse(`1.${belowHalf}`)).toBe(stepsPerOne);
    expect(parse(`-1.${half}`)).toBe(-stepsPerOne);
  });

  test(`rejects a decimal that is not finite as ${name}`, () => {
    expect(() => parse(Number.NaN)).toThrow(RangeError);
    expect(() => parse("a score")).toThrow(RangeError);
  });

  test.each([0.5, Number.NaN, 2 ** 53])(`rejects %d as ${name}`, (steps) => {
    expect(() => makeDecimal(steps)).toThrow(name);
  });
});

test("rejects a number of seconds that is not whole", () => {
  expect(toSeconds(-7)).toBe(-7);
  expect(() => toSeconds(1.5)).toThrow(RangeError);
});
