import { expect, it } from "vitest";
import { embeddedPreferences } from "@/lib/preferences/embedded-preferences";

it("looks as its address says, else as the browser's languages and the system do", () => {
  expect(embeddedPreferences("/embed/widget?user_id=5&theme=dark&lang=de", "en-GB,de-AT")).toEqual({
    locale: "de-AT",
    language: "de",
    clock: null,
    theme: "dark",
  });
  expect(embeddedPreferences("/embed/widget", "de-CH")).toMatchObject({
    locale: "de-CH",
    language: null,
    theme: null,
  });
  expect(embeddedPreferences("/embed/widget?theme=pink&lang=xx", null)).toMatchObject({
    locale: "en",
    theme: null,
  });
});

it("is of no page but those for frames", () => {
  for (const path of [null, "/", "/settings?theme=dark", "/embedded/widget", "/embed"]) {
    expect(embeddedPreferences(path, "en")).toBeNull();
  }
});
