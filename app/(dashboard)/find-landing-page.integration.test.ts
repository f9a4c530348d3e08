import { beforeAll, describe, expect, it } from "vitest";
import type { Context, Role } from "@/lib/context";
import { connectDatabase } from "@/lib/db/client";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { findLandingPage } from "./find-landing-page";

let context: Context;
let [worker, idle]: [number, number] = [0, 0];

beforeAll(async () => {
  const made = await makeOrganization(await connectDatabase(), { members: 2 });
  ({ context } = made);
  [worker = 0, idle = 0] = made.userIds;
  await recordAssignmentsFor(context, createCompletions(context, worker, 1));
});

describe("where a member lands", () => {
  it("is what their role is for, without assignments of their own", async () => {
    const land = (role: Role) => findLandingPage(actAs(context, { userId: idle, role }));
    expect(await land("admin")).toBe("/settings/organization");
    expect(await land("auditor")).toBe("/settings/organization/audit-log");
    expect(await land("manager")).toBe("/analytics");
    expect(await land("team_lead")).toBe("/team");
    expect(await land("employee")).toBeNull();
  });

  it("is the overview, with an assignment of their own", async () => {
    for (const role of ["admin", "auditor", "manager", "team_lead", "employee"] as const) {
      expect(await findLandingPage(actAs(context, { userId: worker, role }))).toBeNull();
    }
  });
});
