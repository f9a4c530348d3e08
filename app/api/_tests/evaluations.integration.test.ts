import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { evaluationList } from "@/lib/performance/evaluations/schemas";
import { renderEvaluations } from "./render-evaluations";
import { listTestedEvaluations } from "./tested-evaluations";

const toFile = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const { evaluations } = evaluationList.parse({ evaluations: await listTestedEvaluations() });

it("the list of evaluations is the tested access to every operation that shows figures", async () => {
  expect(evaluations.length).toBeGreaterThan(20);
  await expect(`${JSON.stringify({ evaluations }, null, 2)}\n`).toMatchFileSnapshot(
    toFile("lib/performance/evaluations/evaluations.json"),
  );
});

it("the annex of the works agreement is the same list", async () => {
  await expect(renderEvaluations(evaluations)).toMatchFileSnapshot(
    toFile("docs/compliance/evaluations.md"),
  );
});
