import { describe, expect, it } from "vitest";
import type { PrivacyMode, SystemActor } from "@/lib/context";
import {
  requireGroupPeriod,
  requireSeparable,
  SMALLEST_GROUP,
  showsGroup,
  showsParts,
  type Viewer,
} from "./privacy-mode";

const service: SystemActor = {
  kind: "system",
  userId: null,
  organizationId: 1,
  role: "admin",
  scopes: null,
  credentialId: null,
};

function viewerIn(privacyMode: PrivacyMode): Viewer {
  return {
    organization: { privacyMode },
    actor: {
      kind: "session",
      userId: 1,
      organizationId: 1,
      username: "lead",
      displayName: "Lead",
      role: "manager",
      teamId: null,
      leadScope: "team",
      scopes: null,
      credentialId: 1,
    },
  };
}

describe("the parts of a whole", () => {
  it("are all shown where individuals are, however small", () => {
    expect(showsParts(viewerIn("named"), [1, 2, 0])).toEqual([true, true, true]);
    expect(showsParts({ ...viewerIn("aggregate"), actor: service }, [1])).toEqual([true]);
  });

  it("are shown in aggregate where each is a group or nobody", () => {
    expect(showsParts(viewerIn("aggregate"), [5, 9, 0])).toEqual([true, true, true]);
  });

  it("are hidden when small, and with them the smallest other, which would give them away", () => {
    expect(showsParts(viewerIn("aggregate"), [8, 4, 6])).toEqual([true, false, false]);
    expect(showsParts(viewerIn("aggregate"), [8, 3, 2])).toEqual([true, false, false]);
    expect(showsParts(viewerIn("aggregate"), [8, 4])).toEqual([false, false]);
  });

  it("never leave one to four people to subtraction, whatever their sizes", () => {
    const viewer = viewerIn("aggregate");
    for (let code = 0; code < 8 ** 3; code += 1) {
      const sizes = [code % 8, (code >> 3) % 8, code >> 6, 9];
      const shown = showsParts(viewer, sizes);
      const left = sizes.reduce((sum, size, index) => (shown[index] ? sum : sum + size), 0);
      const tooSmall = sizes.filter((size, index) => shown[index] && !showsGroup(viewer, size));
      expect(tooSmall).toEqual([]);
      expect(left === 0 || left >= SMALLEST_GROUP).toBe(true);
    }
  });

  it("are refused one by one by the same rule", () => {
    const viewer = viewerIn("aggregate");
    expect(() => requireSeparable(viewer, [8, 4, 6], 0)).not.toThrow();
    expect(() => requireSeparable(viewer, [8, 4, 6], 2)).toThrow(/at least 5 people/);
  });
});

describe("a group's figures over a period", () => {
  it("are, in aggregate, over the lengths that the pages offer and no neighbour of theirs", () => {
    for (const days of [7, 30, 90, 365]) {
      expect(() => requireGroupPeriod(viewerIn("aggregate"), days)).not.toThrow();
    }
    for (const days of [1, 6, 8, 29, 31, 89, 91, 364, 366, 36_500]) {
      expect(() => requireGroupPeriod(viewerIn("aggregate"), days)).toThrow(/7, 30, 90, 365/);
    }
  });

  it("are over any number of days where people are shown, and for the service itself", () => {
    expect(() => requireGroupPeriod(viewerIn("named"), 31)).not.toThrow();
    expect(() => requireGroupPeriod(viewerIn("pseudonymous"), 31)).not.toThrow();
    expect(() =>
      requireGroupPeriod({ ...viewerIn("aggregate"), actor: service }, 31),
    ).not.toThrow();
  });
});
