import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { renderFormatTable } from "./testing/render-format-table";

const file = fileURLToPath(new URL("../../docs/imports.md", import.meta.url));

it("docs/imports.md shows the declared columns of a file", async () => {
  const [before = "", rest = ""] = readFileSync(file, "utf8").split("<!-- columns -->");
  const after = rest.split("<!-- end -->")[1] ?? "";
  const table = renderFormatTable();
  expect(table.split("\n").length).toBeGreaterThan(10);
  const page = `${before}<!-- columns -->\n\n${table}\n\n<!-- end -->${after}`;
  await expect(page, "vitest run format-table -u writes the table").toMatchFileSnapshot(file);
});
