import { expect } from "vitest";
import * as contestChangeRoute from "@/app/api/performance/assignments/[id]/changes/[change]/contest/route";
import * as changesRoute from "@/app/api/performance/assignments/[id]/changes/route";
import * as decisionRoute from "@/app/api/performance/contests/[id]/decision/route";
import * as contestRoute from "@/app/api/performance/contests/[id]/route";
import * as seenRoute from "@/app/api/performance/contests/[id]/seen/route";
import * as withdrawRoute from "@/app/api/performance/contests/[id]/withdraw/route";
import * as listRoute from "@/app/api/performance/contests/route";
import * as raiseRoute from "@/app/api/performance/logs/[id]/contest/route";
import type { AssignmentChangeResponse } from "@/lib/performance/assignments/changes/change-schemas";
import { ago, amend, complete, give, type Made } from "./make-teams";

export const REASON = "The client moved the date to Friday.";

/** Creates an assignment by `by` and completes it after it was due. */
export async function completeLate(by: Made, member: Made, fields: Record<string, unknown> = {}) {
  const assignmentId = await give(by, member.id, { due_at: ago(2), ...fields });
  const { status, body } = await complete(by, assignmentId, { completed_at: ago(1) });
  expect(status).toBe(200);
  const entry = body.entry as { id: number; performance_score: number };
  return { assignmentId, entryId: entry.id, score: entry.performance_score };
}

export function raise(by: Made, entryId: number, reason: unknown = REASON) {
  return by.caller.call(raiseRoute.POST, { params: { id: entryId }, body: { reason } });
}

/** Creates an open contest of a late completion. */
export async function makeContest(lead: Made, member: Made) {
  const work = await completeLate(lead, member);
  const { status, body } = await raise(member, work.entryId);
  expect(status).toBe(200);
  return { ...work, contestId: Number(body.id) };
}

export function decide(by: Made, id: number, body: unknown) {
  return by.caller.call(decisionRoute.POST, { params: { id }, body });
}

export function withdraw(by: Made, id: number) {
  return by.caller.call(withdrawRoute.POST, { params: { id }, body: {} });
}

export function markSeen(by: Made, id: number) {
  return by.caller.call(seenRoute.POST, { params: { id }, body: {} });
}

export function readContest(by: Made, id: number) {
  return by.caller.call(contestRoute.GET, { params: { id } });
}

export function list(by: Made, query = "") {
  return by.caller.call(listRoute.GET, { query });
}

export const inTime = { due_at: ago(0.5) };
export const rejection = { decision: "rejected", reason: "The contract says Wednesday." };

export function listChanges(by: Made, assignmentId: number) {
  return by.caller.call(changesRoute.GET, { params: { id: assignmentId } });
}

/** The recorded changes, the last one first. */
export async function readChanges(by: Made, assignmentId: number) {
  const { body } = await listChanges(by, assignmentId);
  return body.changes as readonly AssignmentChangeResponse[];
}

export function contestChange(by: Made, id: number, change: number, reason: unknown = REASON) {
  return by.caller.call(contestChangeRoute.POST, { params: { id, change }, body: { reason } });
}

/** Creates an assignment by `by`, who then moves its due date to a time that has passed. */
export async function moveDue(by: Made, member: Made) {
  const assignmentId = await give(by, member.id);
  expect((await amend(by, assignmentId, { due_at: ago(3) })).status).toBe(200);
  const [change] = await readChanges(member, assignmentId);
  return { assignmentId, changeId: change?.id ?? 0 };
}

/** The same, completed late and contested by the member. */
export async function makeChangeContest(by: Made, member: Made) {
  const work = await moveDue(by, member);
  const { body } = await complete(by, work.assignmentId, { completed_at: ago(1) });
  const entryId = (body.entry as { id: number }).id;
  const contest = await contestChange(member, work.assignmentId, work.changeId);
  expect(contest.status).toBe(200);
  return { ...work, entryId, contestId: Number(contest.body.id) };
}
