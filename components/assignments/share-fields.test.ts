import { expect, it, vi } from "vitest";
import { emptyTexts, listChangedFields } from "./assignment-texts";

vi.mock("@/lib/performance/domain/assignments/assignment-fields", async (importOriginal) => {
  const original = await importOriginal<Fields>();
  const { difficulty, ...others } = original.assignmentFields;
  return {
    ...original,
    assignmentFields: { ...others, difficulty: { ...difficulty, maximum: 1 } },
  };
});

type Fields = { readonly assignmentFields: { readonly difficulty: object } };

it("reads only a declared share in percent, and no other number up to 1", () => {
  const typed = { ...emptyTexts, difficulty: "0.5", skill_match: "50" };
  expect(listChangedFields(emptyTexts, typed)).toEqual({ difficulty: 0.5, skill_match: 0.5 });
});
