import { describe, expect, it } from "vitest";
import { parseSorting, sortingText } from "./sorting";

const columns = ["name", "score"] as const;
const preset = { sort: "name", isDescending: false } as const;

describe("the order of a table in its address", () => {
  it.each(["name", "-name", "score", "-score"])("is read as it is written: %s", (text) => {
    expect(sortingText(parseSorting(text, columns, preset))).toBe(text);
  });

  it.each([null, "", "-", "--name", "name ", "other", "constructor"])(
    "is the preset where it is none: %s",
    (text) => {
      expect(parseSorting(text, columns, preset)).toBe(preset);
    },
  );
});
