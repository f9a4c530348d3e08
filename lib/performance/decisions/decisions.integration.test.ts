import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMember, makeStudio } from "@/app/api/_tests/make-teams";
import type { Role } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { listAccountNotices } from "@/lib/performance/administration/list-account-notices";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import { actAs } from "@/lib/performance/testing/act-as";
import { contestDecision, replyToContest } from "./contest-decision";
import { listDecisions } from "./list-decisions";
import { recordDecision } from "./record-decision";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

async function makeOffice() {
  const studio = await makeStudio(database);
  const { context, manager, admin, lead, member } = studio;
  const as = (userId: number, role: Role = "employee") => actAs(context, { userId, role });
  return {
    ...studio,
    asManager: as(manager.id, "manager"),
    asAdmin: as(admin.id, "admin"),
    asLead: as(lead.id, "team_lead"),
    asMember: as(member.id),
    given: {
      user_id: member.id,
      kind: "warning",
      grounds: "Three late deliveries in May.",
      decided_by_person: true,
    } as const,
  };
}

type Office = Awaited<ReturnType<typeof makeOffice>>;

async function recordOne({ asManager, given }: Office): Promise<bigint> {
  return BigInt((await recordDecision(asManager, given)).id);
}

const page = { limit: 50 };

describe("a decision about a member", () => {
  it("is recorded with the person who decided, and read by the member", async () => {
    const office = await makeOffice();
    const { asMember, member, manager } = office;
    await recordOne(office);
    const { username } = await database.user.findFirstOrThrow({ where: { id: manager.id } });
    expect(await listDecisions(asMember, { user_id: member.id, ...page })).toMatchObject({
      user_id: member.id,
      may_record: false,
      decisions: [
        {
          kind: "warning",
          grounds: "Three late deliveries in May.",
          decided_by: { username },
          may_contest: true,
          may_reply: false,
        },
      ],
    });
    const notices = await listAccountNotices(asMember);
    expect(notices.filter(({ kind }) => kind === "decision")).toMatchObject([{ by: username }]);
  });

  it("is recorded by managers and administrators alone, and never about themselves", async () => {
    const { asLead, asMember, asManager, asAdmin, manager, given } = await makeOffice();
    const { code } = { code: "forbidden" };
    await expect(recordDecision(asLead, given)).rejects.toMatchObject({ code });
    await expect(recordDecision(asMember, given)).rejects.toMatchObject({ code });
    const own = { ...given, user_id: manager.id };
    await expect(recordDecision(asManager, own)).rejects.toMatchObject({ code });
    await expect(recordDecision(asAdmin, { ...given, user_id: 999_999 })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is closed to others where individuals are hidden", async () => {
    const { context, manager, member, given } = await makeOffice();
    const privacyMode = "aggregate" as const;
    const hidden = actAs(context, { userId: manager.id, role: "manager", privacyMode });
    const query = { user_id: member.id, ...page };
    await expect(recordDecision(hidden, given)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listDecisions(hidden, query)).rejects.toMatchObject({ code: "forbidden" });
    const own = actAs(context, { userId: member.id, privacyMode });
    expect(await listDecisions(own, query)).toMatchObject({ decisions: [] });
  });

  it("is contested once by the member, and replied to once by another person", async () => {
    const office = await makeOffice();
    const { asMember, asManager, asAdmin, asLead, otherMember, context } = office;
    const id = await recordOne(office);
    const reply = "You are right. The warning is withdrawn.";
    await expect(replyToContest(asAdmin, { id, reply })).rejects.toMatchObject({
      code: "conflict",
    });
    const stranger = actAs(context, { userId: otherMember.id });
    const contest = { id, reason: "Two of them had no due date." };
    await expect(contestDecision(stranger, contest)).rejects.toMatchObject({ code: "not_found" });
    expect(await contestDecision(asMember, contest)).toMatchObject({
      contest_reason: contest.reason,
      may_contest: false,
    });
    await expect(contestDecision(asMember, contest)).rejects.toMatchObject({ code: "conflict" });
    for (const by of [asManager, asLead, asMember]) {
      await expect(replyToContest(by, { id, reply })).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await replyToContest(asAdmin, { id, reply })).toMatchObject({ reply, may_reply: false });
    await expect(replyToContest(asAdmin, { id, reply })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("leaves its texts out of the audit log", async () => {
    const office = await makeOffice();
    const { asMember, context } = office;
    const id = await recordOne(office);
    await contestDecision(asMember, { id, reason: "Not so." });
    const { organizationId } = context;
    const entries = await database.auditLog.findMany({
      where: { organizationId, action: { startsWith: "decision." } },
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ action, detail }) => [action, detail])).toEqual([
      ["decision.record", { decision: Number(id) }],
      ["decision.contest", { decision: Number(id) }],
    ]);
  });

  it("keeps no text of an erased member, nor their name in decisions about others", async () => {
    const office = await makeOffice();
    const { context, asManager, asMember, member } = office;
    const leaving = await addMember(context, { username: "zelda-nimbus" });
    const about = { ...office.given, user_id: leaving.id };
    const { id: lost } = await recordDecision(asManager, about);
    const grounds = "Followed zelda-nimbus in time.";
    const { id: kept } = await recordDecision(asManager, { ...office.given, grounds });
    await contestDecision(actAs(context, { userId: leaving.id }), {
      id: BigInt(lost),
      reason: "Please reconsider.",
    });
    await deactivateMember(context, { userId: leaving.id });
    await eraseMember(context, { userId: leaving.id });
    const { organizationId } = context;
    const decisions = await database.decision.findMany({
      where: { organizationId },
      orderBy: { id: "asc" },
    });
    expect(decisions).toMatchObject([
      { id: BigInt(lost), kind: "warning", grounds: null, contestReason: null },
      { id: BigInt(kept), grounds: `Followed erased-${leaving.id} in time.` },
    ]);
    const own = await listDecisions(asMember, { user_id: member.id, ...page });
    expect(own.decisions.map(({ id }) => id)).toEqual([kept]);
  });
});
