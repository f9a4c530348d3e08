import { describe, expect, it } from "vitest";
import type { PrivacyMode, Role, SystemActor } from "@/lib/context";
import { requireReleaseMonths, seesWholeOrganization, type Viewer } from "./privacy-mode";

const service: SystemActor = {
  kind: "system",
  userId: null,
  organizationId: 1,
  role: "admin",
  scopes: null,
  credentialId: null,
};

function makeViewer(privacyMode: PrivacyMode, role: Role = "manager"): Viewer {
  return {
    organization: { privacyMode },
    actor: {
      kind: "session",
      userId: 1,
      organizationId: 1,
      username: "lead",
      displayName: "Lead",
      role,
      teamId: 1,
      leadScope: "team",
      scopes: null,
      credentialId: 1,
    },
  };
}

describe("who sees the whole organization", () => {
  it("is a manager where individuals are shown, and the service itself", () => {
    expect(seesWholeOrganization(makeViewer("named"))).toBe(true);
    expect(seesWholeOrganization(makeViewer("pseudonymous"))).toBe(true);
    expect(seesWholeOrganization(makeViewer("aggregate"))).toBe(false);
    expect(seesWholeOrganization({ ...makeViewer("aggregate"), actor: service })).toBe(true);
  });

  it("is no employee and no lead of a team, in any mode", () => {
    for (const role of ["employee", "team_lead"] as const) {
      expect(seesWholeOrganization(makeViewer("named", role))).toBe(false);
    }
  });
});

describe("the months of released figures", () => {
  it("are selected by a week, a month, three months or a year", () => {
    const days = [undefined, 7, 28, 31, 90, 92, 365, 366];
    expect(days.map(requireReleaseMonths)).toEqual([1, 1, 1, 1, 3, 3, 12, 12]);
  });

  it("are selected by no number of days that is part of a month", () => {
    for (const days of [1, 6, 8, 27, 32, 89, 93, 364, 367, 36_500]) {
      expect(() => requireReleaseMonths(days)).toThrow(/whole months/);
    }
  });
});
