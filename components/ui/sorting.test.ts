import { describe, expect, it } from "vitest";
import { formatSorting, parseSorting } from "./sorting";

const columns = ["name", "score"] as const;
const defaultSorting = { sort: "name", isDescending: false } as const;

describe("the order of a table in the URL", () => {
  it.each(["name", "-name", "score", "-score"])("is read as it is written: %s", (text) => {
    expect(formatSorting(parseSorting(text, columns, defaultSorting))).toBe(text);
  });

  it.each([null, "", "-", "--name", "name ", "other", "constructor"])(
    "is the default for an invalid text: %s",
    (text) => {
      expect(parseSorting(text, columns, defaultSorting)).toBe(defaultSorting);
    },
  );
});
