import { expect } from "vitest";
import * as completeRoute from "@/app/api/performance/assignments/[id]/complete/route";
import * as oneRoute from "@/app/api/performance/assignments/[id]/route";
import * as listRoute from "@/app/api/performance/assignments/route";
import type { Context } from "@/lib/context";
import { createMember, type NewMemberInput } from "@/lib/performance/members/create-member";
import { type Caller, makeCaller } from "@/lib/performance/testing/make-caller";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { frozenNow } from "@/lib/testing/frozen-now";
import { makeUniqueName } from "@/lib/testing/unique-name";

export type Made = { readonly id: number; readonly caller: Caller };

export async function addMember(context: Context, fields: Partial<NewMemberInput>): Promise<Made> {
  const username = makeUniqueName();
  const { id } = await createMember(context, { username, role: "employee", ...fields });
  return { id, caller: await makeCaller(context, id) };
}

/** Creates two teams with a lead and a member each, a manager and an administrator. */
export async function makeStudio(database: Context["database"]) {
  const { context } = await makeOrganization(database, {
    members: 0,
    skills: ["Drawing", "Figma", "SVG", "Übersetzen"],
  });
  return {
    context,
    admin: await addMember(context, { role: "admin" }),
    manager: await addMember(context, { role: "manager" }),
    lead: await addMember(context, { role: "team_lead", team: "Design" }),
    member: await addMember(context, { team: "Design" }),
    otherLead: await addMember(context, { role: "team_lead", team: "Build" }),
    otherMember: await addMember(context, { team: "Build" }),
  };
}

const hour = 3_600_000;
export const ago = (hours: number) => new Date(frozenNow.getTime() - hours * hour).toISOString();
export const ahead = (hours: number) => new Date(frozenNow.getTime() + hours * hour).toISOString();

export function createEmptyAssignment(userId: number, fields: Record<string, unknown> = {}) {
  return {
    external_id: `W-${makeUniqueName()}`,
    user_id: userId,
    title: "Draw the icons",
    assigned_at: ago(48),
    due_at: ahead(24),
    difficulty: 6.5,
    skill_match: 0.9,
    ...fields,
  };
}

export async function give(by: Made, userId: number, fields: Record<string, unknown> = {}) {
  const response = await by.caller.call(listRoute.POST, {
    body: createEmptyAssignment(userId, fields),
  });
  expect(response.status).toBe(200);
  return getId(response.body);
}

export function getId(body: Record<string, unknown>): number {
  return (body.assignment as { id: number }).id;
}

export function complete(by: Made, id: number, body: unknown = {}) {
  return by.caller.call(completeRoute.POST, { params: { id }, body });
}

export function amend(by: Made, id: number, body: unknown) {
  return by.caller.call(oneRoute.PATCH, { params: { id }, body });
}
