import { describe, expect, it } from "vitest";
import { closeContest, findContestObstacle, getUpholdRequirement } from "./contest-rules";

describe("findContestObstacle", () => {
  it.each(["completion", "late", "correction"] as const)(
    "allows a member to contest a %s entry that counts",
    (kind) => {
      expect(findContestObstacle({ kind, counts: true })).toBeNull();
    },
  );

  it.each(["completion", "late", "correction"] as const)(
    "forbids contesting a %s entry that a newer entry replaced",
    (kind) => {
      expect(findContestObstacle({ kind, counts: false })).toBe("superseded");
    },
  );

  it.each(["reversal", "policy"] as const)(
    "forbids contesting a %s entry, which applies no fact",
    (kind) => {
      expect(findContestObstacle({ kind, counts: false })).toBe(kind);
      expect(findContestObstacle({ kind, counts: true })).toBe(kind);
    },
  );
});

describe("closeContest", () => {
  it.each([
    ["uphold", "upheld"],
    ["reject", "rejected"],
    ["withdraw", "withdrawn"],
  ] as const)("closes an open contest by the action %s with the status %s", (action, status) => {
    expect(closeContest("open", action)).toBe(status);
  });

  it("does not change a contest that is closed already", () => {
    for (const status of ["upheld", "rejected", "withdrawn"] as const) {
      for (const action of ["uphold", "reject", "withdraw"] as const) {
        expect(closeContest(status, action)).toBeNull();
      }
    }
  });
});

describe("upholding a contest", () => {
  it("requires the right facts to uphold a contest only while the contested entry counts", () => {
    expect(getUpholdRequirement({ counts: true })).toBe("facts");
    expect(getUpholdRequirement({ counts: false })).toBe("nothing");
  });
});
