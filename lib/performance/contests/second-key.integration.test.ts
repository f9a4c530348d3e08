import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PersonContext, Role } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { createProposal } from "@/lib/performance/administration/create-proposal";
import {
  approveProposal,
  withdrawProposal,
} from "@/lib/performance/administration/decide-proposal";
import { getProposals } from "@/lib/performance/administration/list-proposals";
import { amendAssignment } from "@/lib/performance/assignments/amend-assignment";
import { listChanges } from "@/lib/performance/assignments/changes/list-changes";
import { recordAssignment } from "@/lib/performance/assignments/record-assignment";
import { createMember } from "@/lib/performance/members/create-member";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { contestChange } from "./contest-change";
import { decideContest } from "./decide-contest";
import { getContest } from "./get-contest";
import { findHeaderContests, listVisibleContests } from "./list-contests";
import { withdrawContest } from "./withdraw-contest";

const DAY = 86_400_000;
/** Longer than the notice, within which the role of the second person must not have changed. */
const LATER = 20;
const REASON = "The date was agreed.";
const rejection = { decision: "rejected", reason: "It was not." } as const;
const conflict = { code: "conflict" };
const forbidden = { code: "forbidden" };

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

/** An organization with an administrator; its other members are created long before they act. */
async function makeScene() {
  const { context } = await makeOrganization(database, { members: 0 });
  const now = new Date(context.now.getTime() + LATER * DAY);
  const add = async (role: Role, team?: string) => {
    const username = makeUniqueName();
    const created = await createMember(context, { username, role, ...(team && { team }) });
    const { id, leadScope, teamId } = created;
    return { ...actAs(context, { userId: id, role, leadScope, teamId }), now };
  };
  return { context, add, admin: await add("admin") };
}

/** A due date that `by` moved to a time that has passed, and its contest by the member. */
async function makeContest(by: PersonContext, member: PersonContext) {
  const at = (days: number) => new Date(by.now.getTime() + days * DAY).toISOString();
  const { assignment } = await recordAssignment(by, {
    ...{ external_id: makeUniqueName(), user_id: member.actor.userId, title: "Task" },
    due_at: at(3),
  });
  const assignmentId = BigInt(assignment.id);
  await amendAssignment(by, { id: assignmentId, amendment: { due_at: at(-1) } });
  const [change] = (await listChanges(member, { id: assignmentId, limit: 10 })).changes;
  const changeId = BigInt(change?.id ?? 0);
  const { id } = await contestChange(member, { assignmentId, changeId, reason: REASON });
  return { id: BigInt(id), assignmentId, changeId };
}

const propose = (by: PersonContext, id: bigint) =>
  createProposal(by, { setting: "contest_decision", contest_id: Number(id) });

async function expectOpenFor(by: PersonContext, id: bigint, state: string | null) {
  const mayDecide = state === "approved";
  const contest = { may_decide: mayDecide, second_key: state };
  const toDecide = mayDecide ? 1 : 0;
  expect(await getContest(by, { id })).toMatchObject(contest);
  expect(await listVisibleContests(by, { limit: 10 })).toMatchObject({
    ...{ to_decide: toDecide, contests: [{ id: Number(id), ...contest }] },
  });
  expect(await findHeaderContests(by)).toEqual({ toDecide });
}

describe("a contest about a change of the only person who may decide", () => {
  it("is decided by them once, after a second person approved", async () => {
    const { context, add, admin } = await makeScene();
    const auditor = await add("auditor");
    const member = await add("employee");
    const { id } = await makeContest(admin, member);
    await expectOpenFor(admin, id, "needed");
    const decide = () => decideContest(admin, { id, decision: rejection });
    await expect(decide()).rejects.toMatchObject(conflict);
    const proposal = await propose(admin, id);
    expect(proposal).toMatchObject({
      ...{ setting: "contest_decision", from: String(id), to: "decision", status: "open" },
      member: { user_id: member.actor.userId },
    });
    expect(await propose(admin, id)).toMatchObject({ id: proposal.id });
    await expectOpenFor(admin, id, "proposed");
    await expect(decide()).rejects.toMatchObject(conflict);
    await expect(approveProposal(admin, { id: proposal.id })).rejects.toMatchObject(conflict);
    // It needs no notice: it lowers the protection of no member.
    expect(await approveProposal(auditor, { id: proposal.id })).toMatchObject({
      status: "in_force",
    });
    await expectOpenFor(admin, id, "approved");
    const decided = await decide();
    expect(decided.contest).toMatchObject({ status: "rejected", second_key: null });
    expect(await decide()).toEqual(decided);
    expect((await getProposals(auditor, { limit: 10 })).proposals).toMatchObject([
      { id: proposal.id, status: "void" },
    ]);
    expect((await verifyOrganization(context)).differences).toEqual([]);
  });

  it("is proposed by a team lead where it is about the only administrator's work", async () => {
    const { add, admin } = await makeScene();
    const auditor = await add("auditor");
    const lead = await add("team_lead");
    const { id } = await makeContest(lead, admin);
    await expectOpenFor(lead, id, "needed");
    const proposal = await propose(lead, id);
    await approveProposal(auditor, { id: proposal.id });
    await decideContest(lead, { id, decision: rejection });
    await expect(
      createProposal(lead, { setting: "reset_link", user_id: auditor.actor.userId }),
    ).rejects.toMatchObject(forbidden);
  });

  it("is left to another person who gained the permission, also after the approval", async () => {
    const { add, admin } = await makeScene();
    const auditor = await add("auditor");
    const { id } = await makeContest(admin, await add("employee"));
    const proposal = await propose(admin, id);
    await approveProposal(auditor, { id: proposal.id });
    const manager = await add("manager");
    await expectOpenFor(admin, id, null);
    await expect(decideContest(admin, { id, decision: rejection })).rejects.toMatchObject(
      forbidden,
    );
    expect(await listVisibleContests(manager, { limit: 10 })).toMatchObject({ to_decide: 1 });
    await decideContest(manager, { id, decision: rejection });
    expect((await getProposals(auditor, { limit: 10 })).proposals).toMatchObject([
      { id: proposal.id, status: "void" },
    ]);
  });

  it("is not approved by the member who raised it, nor once it is closed", async () => {
    const { context, add, admin } = await makeScene();
    const auditor = await add("auditor");
    const own = await makeContest(admin, auditor);
    const { id } = await propose(admin, own.id);
    await expect(approveProposal(auditor, { id })).rejects.toMatchObject(conflict);
    await withdrawContest(auditor, { id: own.id });
    const { id: contestId } = await makeContest(admin, await add("employee"));
    const proposal = await propose(admin, contestId);
    const { organizationId } = context;
    await database.contest.update({
      where: { organizationId_id: { organizationId, id: contestId } },
      data: { status: "withdrawn", withdrawnAt: admin.now },
    });
    await expect(approveProposal(auditor, { id: proposal.id })).rejects.toMatchObject(conflict);
    expect((await getProposals(auditor, { limit: 10 })).proposals).toMatchObject([
      { status: "open", may_approve: false },
      { status: "void", may_approve: false },
    ]);
  });

  it("waits for a second person again where the proposal was withdrawn", async () => {
    const { add, admin } = await makeScene();
    await add("auditor");
    const { id } = await makeContest(admin, await add("employee"));
    const proposal = await propose(admin, id);
    await withdrawProposal(admin, { id: proposal.id });
    await expectOpenFor(admin, id, "needed");
  });
});

describe("a proposal to decide a contest", () => {
  it("is rejected where another person may decide, and for a contest of an entry or out of reach", async () => {
    const { add, admin } = await makeScene();
    const manager = await add("manager");
    const member = await add("employee");
    const { id } = await makeContest(admin, member);
    await expect(propose(admin, id)).rejects.toMatchObject(conflict);
    await expect(propose(manager, id)).rejects.toMatchObject(conflict);
    await expect(propose(member, id)).rejects.toMatchObject(forbidden);
    await expect(propose(admin, 2n ** 40n)).rejects.toMatchObject({ code: "not_found" });
    const hidden = { ...admin.organization, privacyMode: "aggregate" } as const;
    await expect(propose({ ...admin, organization: hidden }, id)).rejects.toMatchObject(forbidden);
  });

  it("counts no deactivated person, no lead of another team, and not the member as another decider", async () => {
    const { context, add, admin } = await makeScene();
    const manager = await add("manager");
    await add("team_lead", "Another team");
    const member = await add("manager");
    const { id } = await makeContest(admin, member);
    await expectOpenFor(admin, id, null);
    await deactivateMember(context, { userId: manager.actor.userId });
    await expectOpenFor(admin, id, "needed");
  });
});
