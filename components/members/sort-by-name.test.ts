import { expect, it } from "vitest";
import { sortByName } from "./sort-by-name";

it("sorts names by the language, regardless of case and accents, and leaves the given list unchanged", () => {
  const made = ["Zeichnen", "sql", "Übersetzen", "Testen", "Illustration"].map((name) => ({
    name,
  }));
  const listed = sortByName(made, "de").map(({ name }) => name);
  expect(listed).toEqual(["Illustration", "sql", "Testen", "Übersetzen", "Zeichnen"]);
  expect(made[0]).toEqual({ name: "Zeichnen" });
});
