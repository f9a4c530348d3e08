import { expect, test } from "vitest";
import { chooseNextDue } from "./choose-next-due";

const work = { status: "open", overdue: false, due_at: "2026-05-20T10:00:00Z" } as const;

test("the next due are the first three that can still be on time", () => {
  const assignments = [
    { ...work, id: 1, overdue: true },
    { ...work, id: 2 },
    { ...work, id: 3, due_at: null },
    { ...work, id: 4, status: "completed" as const },
    { ...work, id: 5 },
    { ...work, id: 6 },
    { ...work, id: 7 },
  ];
  expect(chooseNextDue(assignments)).toEqual([2, 5, 6]);
});
