import { expect, it } from "vitest";
import { listWords, readDifficulties, writeDifficulties } from "./settings-texts";

it("reads the difficulties that it writes, with a point or a comma", () => {
  const difficulties = { small: 2, "size: large": 7.5, "a=b": 10 };
  expect(readDifficulties(writeDifficulties(difficulties))).toEqual(difficulties);
  expect(readDifficulties("\n high=8,5 \r\n\n")).toEqual({ high: 8.5 });
  expect(readDifficulties("")).toEqual({});
});

it("rejects a line without a word or without a difficulty from 0 to 10", () => {
  for (const text of ["large", "large =", "= 5", "large = many", "large = 11", "large = -1"]) {
    expect(readDifficulties(text)).toBeNull();
  }
});

it("lists the words between commas, each once", () => {
  expect(listWords(" TypeScript, SQL ,, SQL")).toEqual(["TypeScript", "SQL"]);
  expect(listWords(" ")).toEqual([]);
});
