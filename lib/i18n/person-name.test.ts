import { expect, it } from "vitest";
import type { Translate } from "@/lib/i18n/messages";
import { getVisibleTitle, personName } from "@/lib/i18n/person-name";

const translate: Translate = (key, values) => `${key} ${values?.number ?? ""}`.trim();

it("an erased person and their work are called so in the language of the page", () => {
  expect(personName(translate, { username: "erased-7", display_name: "erased-7" })).toBe(
    "erasure.person 7",
  );
  expect(getVisibleTitle(translate, "Erased")).toBe("erasure.work");
});

it("everybody else and their work go by their own words", () => {
  expect(personName(translate, { username: "ada", display_name: "Ada" })).toBe("Ada");
  expect(getVisibleTitle(translate, "Erased the disk")).toBe("Erased the disk");
  expect(getVisibleTitle(translate, null)).toBeNull();
});
