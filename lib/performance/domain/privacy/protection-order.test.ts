import { describe, expect, it } from "vitest";
import { lowersProtection } from "./protection-order";
import { isSecondKey, type SecondKey } from "./second-key";

describe("the order of protection", () => {
  it.each([
    ["privacy_mode", "aggregate", "pseudonymous", true],
    ["privacy_mode", "aggregate", "named", true],
    ["privacy_mode", "pseudonymous", "named", true],
    ["privacy_mode", "named", "aggregate", false],
    ["privacy_mode", "named", "named", false],
    ["employee_leaderboard", "false", "true", true],
    ["employee_leaderboard", "true", "false", false],
    ["notice_days", "14", "9", true],
    ["notice_days", "9", "14", false],
    ["anonymity_threshold", "10", "9", true],
    ["anonymity_threshold", "9", "10", false],
    ["retention_months", "36", "24", true],
    ["retention_months", "24", "36", false],
    ["retention_months", "36", "120", false],
  ] as const)("says whether %s from %s to %s protects less: %s", (setting, from, to, isLess) => {
    expect(lowersProtection(setting, from, to)).toBe(isLess);
  });
});

describe("a second key", () => {
  const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number));
  const key: SecondKey = {
    proposer: 1,
    proposedAt: day(20),
    candidate: 2,
    createdAt: day(0),
    events: [{ at: day(7), actorId: 1, kind: "role" }],
    noticeDays: 14,
    now: day(22),
  };

  it.each([
    ["accepts a role of the whole notice", {}, true],
    ["rejects the proposer", { candidate: 1 }, false],
    ["rejects a role of less than the notice", { now: day(20) }, false],
    ["rejects a role that is not older than the proposal", { proposedAt: day(7) }, false],
    [
      "rejects a password that the proposer set within the notice",
      { events: [{ at: day(8), actorId: 1, kind: "password" }] },
      false,
    ],
    [
      "accepts a password that another person set",
      { events: [{ at: day(8), actorId: 3, kind: "password" }] },
      true,
    ],
    [
      "rejects an invitation of the proposer that could be accepted within the notice",
      { events: [{ at: day(1), actorId: 1, kind: "invitation" }] },
      false,
    ],
    [
      "accepts an invitation of the proposer that expired before the notice",
      { events: [{ at: day(0), actorId: 1, kind: "invitation" }] },
      true,
    ],
  ] as const)("%s", (_what, change, isKey) => {
    expect(isSecondKey({ ...key, ...change })).toBe(isKey);
  });
});
