import { expect, it } from "vitest";
import { readEmbeddedPreferences } from "@/lib/preferences/embedded-preferences";

it("follows the URL of an embedded page, else the browser's languages and the system", () => {
  expect(
    readEmbeddedPreferences("/embed/widget?user_id=5&theme=dark&lang=de", "en-GB,de-AT"),
  ).toEqual({
    locale: "de-AT",
    language: "de",
    clock: null,
    theme: "dark",
  });
  expect(readEmbeddedPreferences("/embed/widget", "de-CH")).toMatchObject({
    locale: "de-CH",
    language: null,
    theme: null,
  });
  expect(readEmbeddedPreferences("/embed/widget?theme=pink&lang=xx", null)).toMatchObject({
    locale: "en",
    theme: null,
  });
});

it("applies to embedded pages only", () => {
  for (const path of [null, "/", "/settings?theme=dark", "/embedded/widget", "/embed"]) {
    expect(readEmbeddedPreferences(path, "en")).toBeNull();
  }
});
