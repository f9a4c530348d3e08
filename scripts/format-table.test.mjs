import { expect, it } from "vitest";
import { formatTable } from "./format-table.mjs";

it("gives the columns of a table equal widths, and nothing for no rows", () => {
  const rows = [
    ["acme", "Acme", "UTC"],
    ["northwind", "N", "Europe/Oslo"],
  ];
  expect(formatTable(rows)).toBe("acme        Acme   UTC\nnorthwind   N      Europe/Oslo");
  expect(formatTable([])).toBe("");
});
