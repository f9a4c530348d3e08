import { describe, expect, it } from "vitest";
import {
  type ContestedChange,
  getChangeRequirement,
  isChangeUndone,
  isContestableEvent,
} from "./change-contest-rules";

const moved: ContestedChange = { event: "changed", after: { due_at: 2, difficulty: 5 }, later: {} };
const skills: ContestedChange = {
  ...{ event: "changed", after: { required_skills: [[1, 5]] } },
  later: { required_skills: [[1, 5]] },
};
const created: ContestedChange = {
  event: "created",
  after: { user_id: 3, status: "open", due_at: 2, completed_at: null, started_at: null },
  later: {},
};

describe("a contested change", () => {
  it.each([
    ["changed", true],
    ["created", true],
    ["deleted", true],
    ["baseline", false],
  ] as const)("of the event %s can be contested: %s", (event, expected) => {
    expect(isContestableEvent(event)).toBe(expected);
  });

  it.each<[string, ContestedChange, boolean]>([
    ["holds while nothing changed after it", moved, false],
    ["holds where another field changed", { ...moved, later: { skill_match: 5 } }, false],
    ["holds where a field was changed and changed back", { ...moved, later: { due_at: 2 } }, false],
    [
      "is undone where one of its fields has another value",
      { ...moved, later: { due_at: 1 } },
      true,
    ],
    ["is undone where the field is empty", { ...moved, later: { due_at: null } }, true],
    ["holds where the skills are the same", skills, false],
    [
      "is undone where a skill has another level",
      { ...skills, later: { required_skills: [[1, 6]] } },
      true,
    ],
    [
      "holds where it created the assignment and work went on",
      { ...created, later: { user_id: 4, status: "completed", completed_at: 9, started_at: 8 } },
      false,
    ],
    [
      "is undone where it created the assignment and its due date was moved",
      { ...created, later: { due_at: 5 } },
      true,
    ],
  ])("%s", (_, change, expected) => {
    expect(isChangeUndone(change)).toBe(expected);
  });
});

describe("upholding a contest about a change", () => {
  const holder = { userId: 3, isHeld: true };
  const former = { userId: 3, isHeld: false };
  const handover: ContestedChange = { event: "changed", after: { user_id: 4 }, later: {} };
  const cancelled: ContestedChange = {
    event: "changed",
    after: { status: "cancelled" },
    later: {},
  };

  it.each([
    ["the right facts while the change of a fact holds", moved, holder, "facts"],
    ["the right facts for a creation", created, holder, "facts"],
    ["nothing once the change was undone", { ...moved, later: { due_at: 1 } }, holder, null],
    ["nothing where the member does not have the assignment any more", moved, former, null],
    ["nothing for the creation of an assignment that another member has", created, former, null],
    ["undoing where the change took the assignment from the member", handover, former, "undoing"],
    ["nothing once the member has it again", { ...handover, later: { user_id: 3 } }, holder, null],
    ["undoing where the change is about no fact", cancelled, holder, "undoing"],
    [
      "undoing where the change deleted it",
      { event: "deleted", after: { deleted: true }, later: {} },
      former,
      "undoing",
    ],
  ] as const)("needs %s", (_, change, member, expected) => {
    expect(getChangeRequirement(change, member)).toBe(expected);
  });
});
