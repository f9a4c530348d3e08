import { afterEach, beforeEach, expect, it, vi } from "vitest";

const declaration = "@/lib/performance/domain/assignments/assignment-fields";
const resetModules = () => {
  vi.doUnmock(declaration);
  vi.resetModules();
};
beforeEach(resetModules);
afterEach(resetModules);

type Fields = { readonly assignmentFields: { readonly difficulty: object } };

it("reads only a declared share in percent, and no other number up to 1", async () => {
  vi.doMock(declaration, async (importOriginal) => {
    const original = await importOriginal<Fields>();
    const { difficulty, ...others } = original.assignmentFields;
    return {
      ...original,
      assignmentFields: { ...others, difficulty: { ...difficulty, maximum: 1 } },
    };
  });
  const { emptyTexts, listChangedFields } = await import("./assignment-texts");
  const typed = { ...emptyTexts, difficulty: "0.5", skill_match: "50" };
  expect(listChangedFields(emptyTexts, typed, "UTC")).toEqual({
    difficulty: 0.5,
    skill_match: 0.5,
  });
});
