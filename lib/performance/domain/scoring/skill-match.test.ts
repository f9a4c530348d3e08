import { expect, test } from "vitest";
import { computeSkillMatch } from "./skill-match";

const [writing, design, testing] = [1, 2, 3];

test("the match is the mean over the required skills of the level reached", () => {
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

test("a level above the required one does not make up for another", () => {
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

test("a skill never rated is left out, an explicit level 0 counts as 0", () => {
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

test("without a required skill that is rated there is no match", () => {
  expect(computeSkillMatch([], new Map([[writing, 5]]))).toBeNull();
  expect(computeSkillMatch([{ skillId: design, level: 5 }], new Map([[writing, 5]]))).toBeNull();
});

test("the mean is exact before it is rounded half up", () => {
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
