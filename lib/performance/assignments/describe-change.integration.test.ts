import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addMember,
  ago,
  amend,
  complete,
  give,
  type Made,
  makeStudio,
} from "@/app/api/_tests/make-teams";
import * as reopenRoute from "@/app/api/performance/assignments/[id]/reopen/route";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { makeCaller } from "@/lib/performance/testing/make-caller";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

function reopen(by: Made, id: number) {
  return by.caller.call(reopenRoute.POST, { params: { id }, body: {} });
}

const nothingAchieved = { gained: [], lost: [] };

describe("the response of an assignment write", () => {
  it("lists the milestones and badges that an entry gained and lost, also when the write is repeated", async () => {
    const { lead, member } = await makeStudio(database);
    const ids: number[] = [];
    for (let count = 0; count < 20; count += 1) ids.push(await give(lead, member.id));
    for (const id of ids.slice(0, -1)) await complete(member, id);
    const last = ids.at(-1) ?? 0;

    const gained = await complete(member, last);
    expect(gained.body).toMatchObject({
      milestones: nothingAchieved,
      badges: { gained: ["punctual", "specialist"], lost: [] },
      taken_from: null,
    });
    expect(await complete(member, last)).toEqual(gained);

    const lost = await reopen(lead, last);
    expect(lost.body).toMatchObject({
      badges: { gained: [], lost: ["punctual", "specialist"] },
    });
    expect(await reopen(lead, last)).toEqual(lost);
  });

  it("returns the entries of both members when a completed assignment is reassigned, also when it is repeated", async () => {
    const { admin, member, otherMember } = await makeStudio(database);
    const id = await give(admin, member.id);
    await complete(member, id);
    const reassigned = await amend(admin, id, { user_id: otherMember.id });
    expect(reassigned.body).toMatchObject({
      assignment: { user_id: otherMember.id },
      entry: { kind: "completion" },
      score_before: null,
      score_after: 90,
      milestones: { gained: ["first_task"], lost: [] },
      taken_from: {
        user_id: member.id,
        entry: { kind: "reversal", assignment_id: id, performance_score: null },
        score_before: 90,
        score_after: null,
        contributions: { on_time: -50, skill: -27, difficulty: -13 },
        milestones: { gained: [], lost: ["first_task"] },
        badges: nothingAchieved,
      },
    });
    expect(await amend(admin, id, { user_id: otherMember.id })).toEqual(reassigned);

    const later = await amend(admin, id, { difficulty: 2 });
    expect(later.body).toMatchObject({ entry: { kind: "correction" }, taken_from: null });
    const back = await amend(admin, id, { user_id: member.id });
    expect(back.body).toMatchObject({
      entry: { kind: "late" },
      taken_from: { user_id: otherMember.id, entry: { kind: "reversal" } },
    });
  });

  it("hides the former assignee's figures from the new assignee", async () => {
    const { context, admin, member, otherMember } = await makeStudio(database);
    const id = await give(admin, member.id);
    await complete(member, id);
    await amend(admin, id, { user_id: otherMember.id });
    expect((await complete(otherMember, id)).body).toMatchObject({
      score_after: 90,
      taken_from: null,
    });
    const otherLead = await addMember(context, { role: "team_lead", team: "Build" });
    expect((await complete(otherLead, id)).body).toMatchObject({ taken_from: null });
    const writer = {
      id: admin.id,
      caller: await makeCaller(context, admin.id, ["assignments:write"]),
    };
    expect((await complete(writer, id)).body).toMatchObject({
      taken_from: { user_id: member.id },
    });
  });

  it("hides names and figures where the organization hides them", async () => {
    const { context, admin, member, otherMember } = await makeStudio(database);
    const id = await give(admin, member.id);
    await complete(admin, id, { completed_at: ago(1) });
    const setMode = (privacyMode: "pseudonymous" | "aggregate") =>
      database.organization.update({
        where: { id: context.organizationId },
        data: { privacyMode },
      });
    await setMode("pseudonymous");
    const reassigned = await amend(admin, id, { user_id: otherMember.id });
    expect(reassigned.body).toMatchObject({
      assignment: { title: null, external_id: null },
      entry: { assignment_title: null },
      taken_from: {
        username: expect.stringMatching(/^member-[0-9a-f]{16}$/),
        entry: { assignment_title: null },
      },
    });
    await setMode("aggregate");
    expect((await amend(admin, id, { user_id: otherMember.id })).body).toMatchObject({
      entry: null,
      taken_from: null,
    });
  });
});
