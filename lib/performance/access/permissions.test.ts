import { describe, expect, it } from "vitest";
import {
  type Actor,
  type LeadScope,
  type PersonActor,
  type Role,
  type TokenScope,
  tokenScopes,
} from "@/lib/context";
import { AppError } from "@/lib/errors";
import {
  type Access,
  canCall,
  canRequestMember,
  completingAssignments,
  hasPermission,
  listScopesOfRole,
  type Permission,
  permissions,
  readingAssignments,
} from "@/lib/performance/access/permissions";
import {
  canViewMember,
  canWriteAssignmentsOf,
  getViewScope,
  requireCompletableAssignment,
  requireVisibleMember,
  requireWritableAssignments,
} from "@/lib/performance/access/visible-members";

type ActorOptions = {
  role: Role;
  teamId?: number | null;
  leadScope?: LeadScope;
  scopes?: TokenScope[];
};

function makeActor({ role, teamId = 1, leadScope = "team", scopes }: ActorOptions): PersonActor {
  const person = {
    userId: 10,
    organizationId: 1,
    username: "ada",
    displayName: "Ada",
    role,
    teamId,
    leadScope,
    credentialId: 1,
  };
  return scopes === undefined
    ? { ...person, kind: "session", scopes: null }
    : { ...person, kind: "token", scopes };
}

const self = { organizationId: 1, userId: 10, teamId: 1 };
const colleague = { organizationId: 1, userId: 11, teamId: 1 };
const otherTeam = { organizationId: 1, userId: 12, teamId: 2 };
const noTeam = { organizationId: 1, userId: 13, teamId: null };
const foreign = { organizationId: 2, userId: 14, teamId: 1 };

describe("permissions", () => {
  const table: [Role, Permission[]][] = [
    ["employee", []],
    ["team_lead", ["view_team", "write_assignments", "decide_contests"]],
    ["manager", ["view_team", "view_analytics", "view_audit_log", "decide_contests"]],
    ["auditor", ["view_administration_log"]],
    ["admin", [...permissions]],
  ];

  it.each(table)("grants the role %s exactly the scopes %j", (role, granted) => {
    const held = permissions.filter((permission) => hasPermission(makeActor({ role }), permission));
    expect(held).toEqual(granted);
  });

  it.each(table)(
    "lets a token with every scope do what the role %s allows, and no more",
    (role, granted) => {
      const actor = makeActor({
        role,
        scopes: [...tokenScopes],
      });
      expect(permissions.filter((permission) => hasPermission(actor, permission))).toEqual(granted);
    },
  );

  it.each([
    [["organization:read"], ["view_organization"]],
    [["members:write"], ["manage_members"]],
    [["tokens:write"], ["manage_tokens"]],
    [
      ["organization:write"],
      ["write_assignments", "decide_contests", "view_organization", "manage_organization"],
    ],
  ] satisfies [TokenScope[], Permission[]][])(
    "lets an administrator's token with %j do %j alone",
    (scopes, granted) => {
      const actor = makeActor({ role: "admin", scopes });
      expect(permissions.filter((permission) => hasPermission(actor, permission))).toEqual(granted);
    },
  );

  it("grants a token without scopes nothing, whatever the role", () => {
    const actor = makeActor({ role: "admin", scopes: [] });
    expect(permissions.filter((permission) => hasPermission(actor, permission))).toEqual([]);
    expect(canRequestMember(actor, 10)).toBe(false);
  });

  it("grants each role exactly the scopes that its permissions need", () => {
    expect(listScopesOfRole("employee")).toEqual(["self:read", "assignments:write"]);
    expect(listScopesOfRole("team_lead")).toContain("team:read");
    expect(listScopesOfRole("team_lead")).not.toContain("analytics:read");
    expect(listScopesOfRole("auditor")).toEqual(["self:read", "assignments:write", "logs:read"]);
    expect(listScopesOfRole("manager")).not.toContain("organization:write");
    expect(listScopesOfRole("manager")).not.toContain("organization:read");
    expect(listScopesOfRole("admin").toSorted()).toEqual(tokenScopes.toSorted());
  });
});

describe("viewing a member's data", () => {
  const table: [string, ActorOptions, [boolean, boolean, boolean, boolean, boolean]][] = [
    ["to an employee", { role: "employee" }, [true, false, false, false, false]],
    ["to the lead of a team", { role: "team_lead" }, [true, true, false, false, false]],
    [
      "to a lead of the organization",
      { role: "team_lead", teamId: null, leadScope: "organization" },
      [true, true, true, true, false],
    ],
    [
      "to a lead who lost their team",
      { role: "team_lead", teamId: null },
      [true, false, false, false, false],
    ],
    ["to a manager", { role: "manager" }, [true, true, true, true, false]],
    ["to an auditor", { role: "auditor", teamId: null }, [true, false, false, false, false]],
    [
      "to the auditor of a team with the scope of a lead",
      { role: "auditor", leadScope: "organization" },
      [true, false, false, false, false],
    ],
    ["to an administrator", { role: "admin", teamId: null }, [true, true, true, true, false]],
    [
      "to a manager's token for themself",
      { role: "manager", scopes: ["self:read"] },
      [true, false, false, false, false],
    ],
    [
      "to a manager's token for the team",
      { role: "manager", scopes: ["team:read"] },
      [true, true, true, true, false],
    ],
    [
      "to an employee's token that says team:read",
      { role: "employee", scopes: ["team:read"] },
      [false, false, false, false, false],
    ],
    [
      "to a token for figures only",
      { role: "manager", scopes: ["analytics:read"] },
      [false, false, false, false, false],
    ],
  ];

  it.each(table)(
    "decides for %s: own, same team, other team, no team, other organization",
    (_who, options, seen) => {
      const actor = makeActor(options);
      const targets = [self, colleague, otherTeam, noTeam, foreign];
      expect(targets.map((target) => canViewMember(actor, target))).toEqual(seen);
    },
  );

  it("lets the service itself see members within its organization only", () => {
    const actor: Actor = {
      kind: "system",
      userId: null,
      organizationId: 1,
      role: "admin",
      scopes: null,
      credentialId: null,
    };
    expect([self, otherTeam, foreign].map((target) => canViewMember(actor, target))).toEqual([
      true,
      true,
      false,
    ]);
    expect(getViewScope(actor)).toEqual({ kind: "organization" });
  });
});

describe("writing a member's assignments", () => {
  const everything: TokenScope[] = ["self:read", "team:read", "analytics:read", "logs:read"];
  const table: [string, ActorOptions, [boolean, boolean, boolean, boolean, boolean]][] = [
    ["by no employee", { role: "employee" }, [false, false, false, false, false]],
    ["by no auditor", { role: "auditor" }, [false, false, false, false, false]],
    ["by no manager", { role: "manager" }, [false, false, false, false, false]],
    ["by the lead of the team", { role: "team_lead" }, [false, true, false, false, false]],
    [
      "by a lead of the organization",
      { role: "team_lead", teamId: null, leadScope: "organization" },
      [false, true, true, true, false],
    ],
    [
      "by no lead who lost their team",
      { role: "team_lead", teamId: null },
      [false, false, false, false, false],
    ],
    ["by an administrator", { role: "admin" }, [false, true, true, true, false]],
    [
      "by an administrator's token for it",
      { role: "admin", scopes: ["assignments:write"] },
      [false, true, true, true, false],
    ],
    [
      "by an administrator's token for the organization",
      { role: "admin", scopes: ["organization:write"] },
      [false, true, true, true, false],
    ],
    [
      "by no administrator's token for reading",
      { role: "admin", scopes: everything },
      [false, false, false, false, false],
    ],
    [
      "by no employee's token, whatever its scopes",
      { role: "employee", scopes: ["assignments:write", "organization:write"] },
      [false, false, false, false, false],
    ],
  ];

  it.each(table)(
    "decides for %s: own, same team, other team, no team, other organization",
    (_who, options, allowed) => {
      const actor = makeActor(options);
      const targets = [self, colleague, otherTeam, noTeam, foreign];
      expect(targets.map((target) => canWriteAssignmentsOf(actor, target))).toEqual(allowed);
    },
  );

  const getErrorCode = (attempt: () => unknown) => {
    try {
      attempt();
    } catch (error) {
      return error instanceof AppError ? error.code : error;
    }
    return null;
  };

  it("returns forbidden without permission and for the actor's own assignments, and not_found otherwise", () => {
    const targets = [self, colleague, otherTeam, foreign, null];
    const listOutcomes = (options: ActorOptions) =>
      targets.map((target) =>
        getErrorCode(() => requireWritableAssignments(makeActor(options), target)),
      );
    expect(listOutcomes({ role: "employee" })).toEqual(targets.map(() => "forbidden"));
    expect(listOutcomes({ role: "team_lead" })).toEqual([
      "forbidden",
      null,
      "not_found",
      "not_found",
      "not_found",
    ]);
  });

  it("lets members complete their own assignments, with a token that may write", () => {
    const listOutcomes = (options: ActorOptions) =>
      [self, colleague, null].map((target) =>
        getErrorCode(() => requireCompletableAssignment(makeActor(options), target)),
      );
    expect(listOutcomes({ role: "employee" })).toEqual([null, "forbidden", "forbidden"]);
    expect(listOutcomes({ role: "team_lead" })).toEqual([null, null, "not_found"]);
    expect(listOutcomes({ role: "employee", scopes: ["self:read"] })).toEqual([
      "forbidden",
      "forbidden",
      "forbidden",
    ]);
  });
});

describe("requesting a member", () => {
  it("forbids an employee to request a colleague, another organization's member and an unknown number", () => {
    const actor = makeActor({ role: "employee" });
    for (const found of [colleague, foreign, null]) {
      expect(() => requireVisibleMember(actor, 11, found)).toThrow(
        expect.objectContaining({ code: "forbidden" }),
      );
    }
  });

  it("returns the same not_found for an absent member and for one out of a lead's sight", () => {
    const actor = makeActor({ role: "team_lead" });
    const messages = [otherTeam, foreign, null].map((found) => {
      try {
        requireVisibleMember(actor, found?.userId ?? 99, found);
      } catch (error) {
        return error;
      }
      return null;
    });
    expect(messages).toEqual([
      expect.objectContaining({ code: "not_found" }),
      messages[0],
      messages[0],
    ]);
  });

  it("returns a member of the team to its lead", () => {
    expect(requireVisibleMember(makeActor({ role: "team_lead" }), 11, colleague)).toBe(colleague);
  });
});

describe("calling a route", () => {
  const ownOrTeam: Access = { own: "id", or: "view_team" };
  const ownOnly: Access = { own: "id", or: null };
  const table: [string, ActorOptions, Access, Record<string, unknown>, boolean][] = [
    ["signed_in lets an employee in", { role: "employee" }, "signed_in", {}, true],
    ["own data lets the member in", { role: "employee" }, ownOrTeam, { id: "10" }, true],
    ["own data rejects another member", { role: "employee" }, ownOrTeam, { id: "11" }, false],
    [
      "own data rejects the member's number in another spelling",
      { role: "employee" },
      ownOrTeam,
      { id: "010" },
      false,
    ],
    ["own data rejects nonsense", { role: "employee" }, ownOrTeam, { id: "x" }, false],
    ["own data rejects a missing name", { role: "employee" }, ownOrTeam, {}, false],
    ["own data rejects a list", { role: "employee" }, ownOrTeam, { id: ["10"] }, false],
    ["own data lets a lead in for any number", { role: "team_lead" }, ownOrTeam, { id: "x" }, true],
    [
      "a permission rejects an actor without it",
      { role: "team_lead" },
      { permission: "view_analytics" },
      {},
      false,
    ],
    [
      "a permission lets an actor with it in",
      { role: "manager" },
      { permission: "view_analytics" },
      {},
      true,
    ],
    [
      "the ledger rejects a lead without a name",
      { role: "team_lead" },
      { own: "user_id", or: "view_audit_log" },
      {},
      false,
    ],
    [
      "the ledger lets an employee in for their own entries",
      { role: "employee" },
      { own: "user_id", or: "view_audit_log" },
      { user_id: "10" },
      true,
    ],
    ["reading assignments lets an employee in", { role: "employee" }, readingAssignments, {}, true],
    [
      "reading assignments rejects a token for analytics",
      { role: "manager", scopes: ["analytics:read"] },
      readingAssignments,
      {},
      false,
    ],
    [
      "completing assignments rejects a token that only reads",
      { role: "admin", scopes: ["self:read", "team:read"] },
      completingAssignments,
      {},
      false,
    ],
    [
      "own data without a permission lets the member in",
      { role: "employee" },
      ownOnly,
      { id: "10" },
      true,
    ],
    [
      "own data without a permission rejects an administrator",
      { role: "admin" },
      ownOnly,
      { id: "11" },
      false,
    ],
  ];

  it.each(table)("%s", (_what, options, access, named, isAllowed) => {
    expect(canCall(makeActor(options), access, named)).toBe(isAllowed);
  });
});
