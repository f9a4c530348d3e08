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

function makeViewer(privacyMode: PrivacyMode): Viewer {
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

describe("the complementary rule for the parts of a whole", () => {
  it("shows every part where individuals are shown, however small", () => {
    expect(showsParts(makeViewer("named"), [1, 2, 0])).toEqual([true, true, true]);
    expect(showsParts({ ...makeViewer("aggregate"), actor: service }, [1])).toEqual([true]);
  });

  it("shows every part in aggregate where each is a group or empty", () => {
    expect(showsParts(makeViewer("aggregate"), [5, 9, 0])).toEqual([true, true, true]);
  });

  it("hides small parts, and the smallest other part, which would reveal them by subtraction", () => {
    expect(showsParts(makeViewer("aggregate"), [8, 4, 6])).toEqual([true, false, false]);
    expect(showsParts(makeViewer("aggregate"), [8, 3, 2])).toEqual([true, false, false]);
    expect(showsParts(makeViewer("aggregate"), [8, 4])).toEqual([false, false]);
  });

  it("never leaves one to four people to subtraction, whatever the sizes", () => {
    const viewer = makeViewer("aggregate");
    for (let code = 0; code < 8 ** 3; code += 1) {
      const sizes = [code % 8, (code >> 3) % 8, code >> 6, 9];
      const shown = showsParts(viewer, sizes);
      const left = sizes.reduce((sum, size, index) => (shown[index] ? sum : sum + size), 0);
      const tooSmall = sizes.filter((size, index) => shown[index] && !showsGroup(viewer, size));
      expect(tooSmall).toEqual([]);
      expect(left === 0 || left >= SMALLEST_GROUP).toBe(true);
    }
  });

  it("rejects a single hidden part by the same rule", () => {
    const viewer = makeViewer("aggregate");
    expect(() => requireSeparable(viewer, [8, 4, 6], 0)).not.toThrow();
    expect(() => requireSeparable(viewer, [8, 4, 6], 2)).toThrow(/at least 5 people/);
  });
});

describe("the period of a group's figures", () => {
  it("allows in aggregate only the lengths that the pages offer", () => {
    for (const days of [7, 30, 90, 365]) {
      expect(() => requireGroupPeriod(makeViewer("aggregate"), days)).not.toThrow();
    }
    for (const days of [1, 6, 8, 29, 31, 89, 91, 364, 366, 36_500]) {
      expect(() => requireGroupPeriod(makeViewer("aggregate"), days)).toThrow(/7, 30, 90, 365/);
    }
  });

  it("allows any number of days where individuals are shown, and for the service itself", () => {
    expect(() => requireGroupPeriod(makeViewer("named"), 31)).not.toThrow();
    expect(() => requireGroupPeriod(makeViewer("pseudonymous"), 31)).not.toThrow();
    expect(() =>
      requireGroupPeriod({ ...makeViewer("aggregate"), actor: service }, 31),
    ).not.toThrow();
  });
});
