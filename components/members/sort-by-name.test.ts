import { expect, it } from "vitest";
import { sortByName } from "./sort-by-name";

it("lists names as a reader looks them up, whatever their case and accents, and leaves the list as it was", () => {
  const made = ["Zeichnen", "sql", "Übersetzen", "Testen", "Illustration"].map((name) => ({
    name,
  }));
  const listed = sortByName(made, "de").map(({ name }) => name);
  expect(listed).toEqual(["Illustration", "sql", "Testen", "Übersetzen", "Zeichnen"]);
  expect(made[0]).toEqual({ name: "Zeichnen" });
});
