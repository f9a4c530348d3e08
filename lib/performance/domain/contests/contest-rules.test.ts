import { describe, expect, it } from "vitest";
import { closeContest, findContestObstacle, upholdingNeeds } from "./contest-rules";

describe("contesting an entry", () => {
  it.each(["completion", "late", "correction"] as const)(
    "is possible for a %s that counts",
    (kind) => {
      expect(findContestObstacle({ kind, counts: true })).toBeNull();
    },
  );

  it.each(["completion", "late", "correction"] as const)(
    "is not possible for a %s that a newer entry answered",
    (kind) => {
      expect(findContestObstacle({ kind, counts: false })).toBe("answered");
    },
  );

  it.each(["reversal", "policy"] as const)(
    "is not possible for a %s, which counts no work",
    (kind) => {
      expect(findContestObstacle({ kind, counts: false })).toBe(kind);
      expect(findContestObstacle({ kind, counts: true })).toBe(kind);
    },
  );
});

describe("closing a contest", () => {
  it.each([
    ["uphold", "upheld"],
    ["reject", "rejected"],
    ["withdraw", "withdrawn"],
  ] as const)("to %s an open one makes it %s", (closing, status) => {
    expect(closeContest("open", closing)).toBe(status);
  });

  it("is done once: nothing becomes of a closed one", () => {
    for (const status of ["upheld", "rejected", "withdrawn"] as const) {
      for (const closing of ["uphold", "reject", "withdraw"] as const) {
        expect(closeContest(status, closing)).toBeNull();
      }
    }
  });
});

describe("upholding", () => {
  it("needs the right facts while the entry counts, and none once it was answered", () => {
    expect(upholdingNeeds({ counts: true })).toBe("facts");
    expect(upholdingNeeds({ counts: false })).toBe("nothing");
  });
});
