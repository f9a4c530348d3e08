import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const lines = readFileSync("prisma/schema.prisma", "utf8")
  .split("\n")
  .map((line, index, all) => ({ line, before: all[index - 1] ?? "" }));

test("every column of type date is a local date in statements", () => {
  const days = lines.filter(({ line }) => /^ {2}\w+ .*@db\.Date$/.test(line.trimEnd()));
  expect(days.length).toBeGreaterThan(0);
  expect(days.filter(({ before }) => !before.includes("@kyselyType(LocalDate)"))).toEqual([]);
});

test("every number of hundredths or ten-thousandths has its unit in statements", () => {
  const numbers = lines.filter(({ line }) =>
    /^ {2}(score|points|contribution|weight|\w*(Score|skillMatch|SkillMatch|ifficulty))\w* +Int/.test(
      line,
    ),
  );
  expect(numbers.length).toBeGreaterThan(0);
  expect(numbers.filter(({ line }) => !line.includes("@kyselyType("))).toEqual([]);
});
