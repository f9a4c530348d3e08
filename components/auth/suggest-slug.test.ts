import { expect, it } from "vitest";
import { suggestSlug } from "./suggest-slug";

it("makes a short name of letters, digits and hyphens of any name", () => {
  expect(suggestSlug("Northwind Studio")).toBe("northwind-studio");
  expect(suggestSlug("  Müller & Söhne, Straße 7 ")).toBe("muller-sohne-strasse-7");
  expect(suggestSlug(`${"a".repeat(62)} b`)).toBe("a".repeat(62));
  expect(suggestSlug("株式会社")).toBe("");
});
