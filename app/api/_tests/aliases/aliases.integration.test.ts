import { afterAll, expect, it } from "vitest";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import { attackAliases } from "./attack-aliases";

afterAll(closeWorlds);

it("finds nothing that ties an alias to a person, in random histories", async () => {
  const { findings, compared } = await attackAliases({ histories: 1, seed: 7 });
  expect(findings).toEqual([]);
  expect(compared).toBeGreaterThan(10);
});
