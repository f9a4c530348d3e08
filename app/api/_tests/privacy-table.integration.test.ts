import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { renderPrivacyTable } from "./privacy-table";
import { findRoutes } from "./route-tree";

const file = fileURLToPath(new URL("../../../docs/privacy.md", import.meta.url));

it("docs/privacy.md shows the tested table of privacy mode, role and endpoint", async () => {
  const [before = "", rest = ""] = readFileSync(file, "utf8").split("<!-- table -->");
  const after = rest.split("<!-- end -->")[1] ?? "";
  const table = renderPrivacyTable(await findRoutes());
  expect(table.split("\n").length).toBeGreaterThan(60);
  const page = `${before}<!-- table -->\n\n${table}\n\n<!-- end -->${after}`;
  await expect(page).toMatchFileSnapshot(file);
});
