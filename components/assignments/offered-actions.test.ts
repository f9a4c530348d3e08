import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/context";
import { canWriteAssignmentsOf } from "@/lib/performance/access/visible-members";
import { listOfferedActions } from "./offered-actions";

const statuses = ["open", "completed", "cancelled"] as const;

function actor(role: Actor["role"], userId: number): Actor {
  const person = { kind: "session", scopes: null, credentialId: 1, leadScope: "team" } as const;
  const names = { username: "ada", displayName: "Ada" };
  return { ...person, ...names, role, userId, organizationId: 1, teamId: 1 } as Actor;
}

describe("the offered actions", () => {
  it.each(["employee", "team_lead", "manager", "admin"] as const)(
    "of a role of %s are those that its access rules allow",
    (role) => {
      const viewer = actor(role, 7);
      for (const userId of [7, 8]) {
        const target = { organizationId: 1, userId, teamId: 1 };
        const mayWrite = canWriteAssignmentsOf(viewer, target);
        for (const status of statuses) {
          const offered = listOfferedActions(
            { userId: 7, mayWrite: role !== "employee" && role !== "manager" },
            { user_id: userId, status },
          );
          expect(offered.some((action) => action !== "complete")).toBe(mayWrite);
          expect(offered.includes("complete")).toBe(
            status === "open" && (mayWrite || userId === 7),
          );
        }
      }
    },
  );

  it("fit the status of the assignment", () => {
    const offered = (status: (typeof statuses)[number]) =>
      listOfferedActions({ userId: 1, mayWrite: true }, { user_id: 2, status });
    expect(offered("open")).not.toContain("reopen");
    expect(offered("completed")).not.toContain("complete");
    expect(offered("cancelled")).not.toContain("cancel");
    expect(statuses.map((status) => offered(status)[0])).toEqual(["complete", "reopen", "reopen"]);
  });
});
