import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("every column of type date is typed as text for statements", () => {
  const lines = readFileSync("prisma/schema.prisma", "utf8").split("\n");
  const days = lines.filter((line) => /^ {2}\w+ .*@db\.Date$/.test(line.trimEnd()));
  const typed = days.filter((line) =>
    lines[lines.indexOf(line) - 1]?.includes("@kyselyType(string)"),
  );
  expect(days.length).toBeGreaterThan(0);
  expect(typed).toEqual(days);
});
