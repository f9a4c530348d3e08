import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ERASED_TITLE } from "./erased-name";

const declaration = "@/lib/performance/domain/assignments/assignment-fields";
const resetModules = () => {
  vi.doUnmock(declaration);
  vi.resetModules();
};
beforeEach(resetModules);
afterEach(resetModules);

it("replaces every declared text of an assignment, also a required one that is added later", async () => {
  vi.doMock(declaration, async (importOriginal) => {
    const original = await importOriginal<object>();
    const { assignmentFields } = original as { assignmentFields: object };
    const text = { kind: "text", maxLength: 10, lines: "one", description: "A new field." };
    const added = { summary: { ...text, isRequired: true }, remark: text };
    return { ...original, assignmentFields: { ...assignmentFields, ...added } };
  });
  const { erasedTexts } = await import("./erased-texts");
  expect(erasedTexts).toEqual({
    title: ERASED_TITLE,
    project: null,
    summary: ERASED_TITLE,
    remark: null,
  });
});
