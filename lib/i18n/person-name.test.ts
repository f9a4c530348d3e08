import { expect, it } from "vitest";
import { createTranslate } from "@/lib/i18n/messages";
import { getVisibleTitle, personName } from "@/lib/i18n/person-name";
import english from "@/messages/en.json";

const translate = createTranslate("en", english);

it("names an erased person and an erased title in the language of the page", () => {
  expect(personName(translate, { username: "erased-7", display_name: "erased-7" })).toBe(
    "Erased person 7",
  );
  expect(getVisibleTitle(translate, "Erased")).toBe(english.erasure.work);
});

it("names other people and assignments as they are stored", () => {
  expect(personName(translate, { username: "ada", display_name: "Ada" })).toBe("Ada");
  expect(getVisibleTitle(translate, "Erased the disk")).toBe("Erased the disk");
  expect(getVisibleTitle(translate, null)).toBeNull();
});
