import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./support/fixtures";

/** A text that only the gallery of components has. */
const galleryText = "Save without a name to see the error.";

test("a production build contains no page for developers", () => {
  expect(readFileSync("components/gallery/form-pieces.tsx", "utf8")).toContain(galleryText);
  expect(readFileSync(".next/app-path-routes-manifest.json", "utf8")).not.toContain("/dev/");
  const scripts = [".next/static", ".next/server"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".js"))
      .map((file) => join(folder, file)),
  );
  expect(scripts.length).toBeGreaterThan(50);
  const found = scripts.filter((file) => readFileSync(file, "utf8").includes(galleryText));
  expect(found).toEqual([]);
});
