import { expect, it } from "vitest";
import list from "@/lib/performance/evaluations/evaluations.json";
import { getEvaluationName } from "./evaluation-names";

it("names every evaluation", () => {
  const operations = list.evaluations.map(({ operation_id }) => operation_id);
  expect(operations.length).toBeGreaterThan(20);
  expect(operations.filter((operation) => getEvaluationName(operation) === null)).toEqual([]);
});
