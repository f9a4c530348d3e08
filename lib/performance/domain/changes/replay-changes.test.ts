import { describe, expect, it } from "vitest";
import {
  checkChanges,
  type RecordedFieldChange,
  type RecordedFields,
  replayChanges,
} from "./replay-changes";

const created: RecordedFields = {
  ...{ user_id: 3, status: "open", deleted: false, assigned_at: null, started_at: null },
  ...{ due_at: 1000, completed_at: null, difficulty: 500, skill_match: null },
  required_skills: [[1, 5]],
};
const history: readonly RecordedFieldChange[] = [
  { before: null, after: created },
  { before: { due_at: 1000 }, after: { due_at: 2000 } },
  {
    before: { completed_at: null, status: "open" },
    after: { completed_at: 1500, status: "completed" },
  },
];
const stored = { ...created, due_at: 2000, status: "completed", completed_at: 1500 };

const check = (changes: readonly RecordedFieldChange[], fields: RecordedFields | null) =>
  [...checkChanges(7n, changes, fields)].map(({ what }) => what);

describe("replaying changes", () => {
  it("gives every field after the last change", () => {
    expect(replayChanges(history)).toEqual(stored);
  });

  it("gives nothing without changes", () => {
    expect(replayChanges([])).toBeNull();
  });
});

describe("checking a record of changes", () => {
  it("finds no difference in a record that gives the stored fields", () => {
    expect(check(history, stored)).toEqual([]);
  });

  it("finds a field that was changed without a record", () => {
    expect(check(history, { ...stored, difficulty: 900 })).toEqual([
      "record of assignment 7: difficulty",
    ]);
  });

  it("finds a change that does not continue the one before", () => {
    const [first, , last] = history;
    const cut = [first, last].filter((change) => change !== undefined);
    const forged = [...cut, { before: { due_at: 3000 }, after: { due_at: 2000 } }];
    expect(check(forged, stored)).toEqual(["record of assignment 7: before change 3"]);
  });

  it("finds a record without its beginning", () => {
    expect(check(history.slice(1), stored)).toContain("record of assignment 7: before change 1");
  });

  it("finds an assignment without a record", () => {
    expect(check([], stored)).toContain("record of assignment 7: due_at");
  });

  it("accepts the record of an assignment that is gone, if it says so", () => {
    expect(check(history, null)).toEqual(["record of assignment 7: deleted"]);
    const removed = { before: { deleted: false }, after: { deleted: true } };
    expect(check([...history, removed], null)).toEqual([]);
    expect(check([...history, removed, { before: null, after: created }], created)).toEqual([]);
  });
});
