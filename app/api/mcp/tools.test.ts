import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { listRoutes } from "@/app/api/list-routes";
import { instructions } from "@/lib/api/mcp/server";
import { toolRoutes } from "./tools";

const names = toolRoutes.map(({ handler }) => handler.declaration.operationId);

it("makes a tool of a route of the API, in its place and with its method", async () => {
  const routes = await listRoutes();
  for (const { method, path, handler } of toolRoutes) {
    const found = routes.find((one) => one.method === method && one.path === path);
    expect(found?.handler, path).toBe(handler);
  }
});

it("offers reads only, and each once", () => {
  const writes = toolRoutes.filter(({ method }) => method !== "GET");
  expect(writes.map(({ handler }) => handler.declaration.operationId)).toEqual(["computeWhatIf"]);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(9);
});

it("has a row in the documentation for each tool, and no other", () => {
  const file = join(import.meta.dirname, "../../../docs/api/mcp.md");
  const rows = readFileSync(file, "utf8").matchAll(/^\| `(\w+)` \| \[([^\]]+)\]/gm);
  const documented = [...rows].map(([, name, summary]) => [name, summary]);
  const declared = toolRoutes.map(({ handler: { declaration } }) => [
    ...[declaration.operationId, declaration.summary],
  ]);
  expect(documented).toEqual(declared);
});

it("names the AI Act in what a model reads first", () => {
  expect(instructions).toContain("Annex III of Regulation (EU) 2024/1689");
  expect(instructions).toContain("docs/compliance/ai-act.md");
});
