import { expect, test } from "vitest";
import { computeSkillMatch } from "./skill-match";

const [writing, design, testing] = [1, 2, 3];

test("computes the skill match as the mean over the required skills", () => {
  const required = [
    { skillId: writing, level: 5 },
    { skillId: design, level: 8 },
  ];
  expect(
    computeSkillMatch(
      required,
      new Map([
        [writing, 4],
        [design, 8],
      ]),
    ),
  ).toBe(9000);
});

test("counts a level above the required one no more than the required one", () => {
  const required = [
    { skillId: writing, level: 5 },
    { skillId: design, level: 4 },
  ];
  expect(
    computeSkillMatch(
      required,
      new Map([
        [writing, 10],
        [design, 2],
      ]),
    ),
  ).toBe(7500);
});

test("leaves out a skill that was never rated, and counts a level of 0 as 0", () => {
  const required = [
    { skillId: writing, level: 5 },
    { skillId: testing, level: 5 },
  ];
  expect(computeSkillMatch(required, new Map([[writing, 5]]))).toBe(10_000);
  expect(
    computeSkillMatch(
      required,
      new Map([
        [writing, 5],
        [testing, 0],
      ]),
    ),
  ).toBe(5000);
});

test("computes no skill match without a rated required skill", () => {
  expect(computeSkillMatch([], new Map([[writing, 5]]))).toBeNull();
  expect(computeSkillMatch([{ skillId: design, level: 5 }], new Map([[writing, 5]]))).toBeNull();
});

test("rounds a skill match half up from the exact mean", () => {
  const required = [
    { skillId: writing, level: 3 },
    { skillId: design, level: 3 },
    { skillId: testing, level: 3 },
  ];
  expect(
    computeSkillMatch(
      required,
      new Map([
        [writing, 1],
        [design, 1],
        [testing, 1],
      ]),
    ),
  ).toBe(3333);
  expect(
    computeSkillMatch(
      required,
      new Map([
        [writing, 2],
        [design, 2],
        [testing, 2],
      ]),
    ),
  ).toBe(6667);
  expect(computeSkillMatch([{ skillId: writing, level: 6 }], new Map([[writing, 1]]))).toBe(1667);
});
