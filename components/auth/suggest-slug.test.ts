import { expect, it } from "vitest";
import { suggestSlug } from "./suggest-slug";

it("suggests a slug of letters, digits and hyphens for any name", () => {
  expect(suggestSlug("Northwind Studio")).toBe("northwind-studio");
  expect(suggestSlug("  Müller & Söhne, Straße 7 ")).toBe("muller-sohne-strasse-7");
  expect(suggestSlug(`${"a".repeat(62)} b`)).toBe("a".repeat(62));
  expect(suggestSlug("株式会社")).toBe("");
});
