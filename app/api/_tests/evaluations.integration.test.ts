import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { evaluationList } from "@/lib/performance/evaluations/schemas";
import { listTestedEvaluations } from "./tested-evaluations";

const file = fileURLToPath(
  new URL("../../../lib/performance/evaluations/evaluations.json", import.meta.url),
);

it("the list of evaluations is the tested access to every operation that shows figures", async () => {
  const evaluations = await listTestedEvaluations();
  const list = evaluationList.parse({ evaluations });
  expect(list.evaluations.length).toBeGreaterThan(20);
  await expect(`${JSON.stringify(list, null, 2)}\n`).toMatchFileSnapshot(file);
});
