import { expect, test } from "vitest";
import { slowTests, sortSlowFirst } from "@/vitest.config";

test("starts slow tests first, the slowest before the others, and leaves the order of the rest", () => {
  const [slowest = "", second = ""] = slowTests;
  const [other, third] = ["/app/other.integration.test.ts", "/lib/third.test.ts"];
  const files = [
    { moduleId: other },
    { moduleId: `/lib/${second}.integration.test.ts` },
    { moduleId: third },
    { moduleId: `/lib/${slowest}.integration.test.ts` },
  ];
  expect(sortSlowFirst(files).map(({ moduleId }) => moduleId)).toEqual([
    ...[`/lib/${slowest}.integration.test.ts`, `/lib/${second}.integration.test.ts`],
    ...[other, third],
  ]);
});
