import { describe, expect, test } from "vitest";
import { findUnitBreaches } from "./units.mjs";

const service = "lib/performance/analytics/get-distribution.ts";
const score = "lib/performance/domain/units/score-hundredths.ts";
const definition = 'export type ScoreHundredths = Brand<number, "hundredths of a score">;';

describe("the check of units", () => {
  test.each([
    "const points = score / 100;",
    "const hundredths = Math.round(points * 100);",
    "const match = skillMatch / 10_000;",
    "const match = 10000 * ratio;",
    "const hours = seconds / 3600;",
    "const days = seconds / 86_400;",
  ])("names the line of a service with %s", (line) => {
    const files = new Map([[service, `import "server-only";\n${line}\n`]]);
    expect(findUnitBreaches(files)).toEqual([expect.stringContaining(`${service}:2: Convert`)]);
  });

  test.each([
    [score, "return hundredths / 100;"],
    ["lib/performance/domain/scoring/score.property.test.ts", "expect(score / 100).toBe(1);"],
    ["lib/performance/testing/import-history.ts", "difficulty: (share % 1001) / 100,"],
    ["scripts/bench.ts", "const percent = share * 100;"],
    [service, " * A score / 100 is in points."],
    [service, "const half = total / 1000 + limit * 100.5;"],
  ])("allows in %s the line %s", (name, line) => {
    expect(findUnitBreaches(new Map([[name, line]]))).toEqual([]);
  });

  test.each(["score as ScoreHundredths", "scores as readonly ScoreHundredths[]"])(
    "names the line of a cast to a unit outside its module: %s",
    (cast) => {
      const name = "lib/performance/domain/scoring/score.test.ts";
      const files = new Map([
        [score, `${definition}\nreturn hundredths as ScoreHundredths;`],
        [name, `\nconst one = ${cast};`],
      ]);
      expect(findUnitBreaches(files)).toEqual([expect.stringContaining(`${name}:2: A cast`)]);
    },
  );

  test("allows an import of a unit under another name of a module", () => {
    const files = new Map([
      [score, definition],
      [service, "import * as scores from './scores';\nconst known: ScoreHundredths = zero;"],
    ]);
    expect(findUnitBreaches(files)).toEqual([]);
  });
});
