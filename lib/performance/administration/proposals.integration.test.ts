import { beforeAll, describe, expect, it } from "vitest";
import { findSessionCredential } from "@/lib/auth/find-credential";
import { createInvitation } from "@/lib/auth/password/create-invitation";
import { hashSecret } from "@/lib/auth/secret-hash";
import { generateSessionSecret } from "@/lib/auth/sessions/session-secret";
import type { Context, PersonContext, Role } from "@/lib/context";
import { connectDatabase, type Database } from "@/lib/db/client";
import { createProposal } from "@/lib/performance/administration/create-proposal";
import {
  approveProposal,
  withdrawProposal,
} from "@/lib/performance/administration/decide-proposal";
import { listAccountNotices } from "@/lib/performance/administration/list-account-notices";
import { getProposals } from "@/lib/performance/administration/list-proposals";
import { updateOrganization } from "@/lib/performance/administration/update-organization";
import { createMember } from "@/lib/performance/members/create-member";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import {
  findOrganization,
  findOrganizationBySlug,
  listOrganizations,
} from "@/lib/performance/members/queries/organizations";
import { updateMember } from "@/lib/performance/members/update-member";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";

const DAY = 86_400_000;
let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});

type Scene = {
  readonly context: Context;
  readonly as: (userId: number, role: Role, days: number) => PersonContext;
  readonly add: (role: Role, by?: Context) => Promise<number>;
  readonly admin: number;
};

/** An organization that shows aggregates only, with an administrator and a member who accepted an invitation. */
async function makeScene({ joined = true } = {}): Promise<Scene> {
  const { context } = await makeOrganization(database, { members: 0 });
  let number = 0;
  const add = async (role: Role, by: Context = context) => {
    number += 1;
    return (await createMember(by, { username: `${role}-${number}`, role })).id;
  };
  const admin = await add("admin");
  const member = await add("employee");
  const { organizationId, now } = context;
  for (const userId of joined ? [admin, member] : [admin]) {
    await database.auditLog.create({
      data: {
        organizationId,
        actorId: userId,
        action: "password.set",
        subjectType: "user",
        subjectId: String(userId),
        detail: { by: "invitation" },
        createdAt: now,
      },
    });
  }
  const as = (userId: number, role: Role, days: number) => ({
    ...actAs(context, { userId, role }),
    now: new Date(now.getTime() + days * DAY),
  });
  await updateOrganization(as(admin, "admin", 0), { privacy_mode: "aggregate" });
  return { context, as, add, admin };
}

async function propose({ as, admin }: Scene, days: number): Promise<number> {
  const updated = await updateOrganization(as(admin, "admin", days), { privacy_mode: "named" });
  const [proposal] = "proposals" in updated ? updated.proposals : [];
  return proposal?.id ?? 0;
}

async function setPassword({ context }: Scene, ...userIds: readonly number[]): Promise<void> {
  await database.user.updateMany({
    where: { organizationId: context.organizationId, id: { in: [...userIds] } },
    data: { passwordHash: "$argon2id$known" },
  });
}

function listVoidEntries({ context: { organizationId } }: Scene) {
  return database.auditLog.findMany({ where: { organizationId, action: "proposal.void" } });
}

async function readMode({ context }: Scene, days: number): Promise<string | undefined> {
  const { organizationId, now, organization } = context;
  const at = new Date(now.getTime() + days * DAY);
  const found = [
    await findOrganization(database, organizationId, at),
    await findOrganizationBySlug(database, organization.slug, at),
    (await listOrganizations(database, at)).find(({ id }) => id === organizationId),
  ];
  const modes = new Set(found.map((one) => one?.privacyMode));
  return modes.size === 1 ? found[0]?.privacyMode : "different";
}

const conflict = { code: "conflict" };

describe("a change that lowers protection", () => {
  it("acts at once until a second member has joined, and for the operator", async () => {
    const alone = await makeScene({ joined: false });
    expect(await propose(alone, 1)).toBe(0);
    expect(await readMode(alone, 1)).toBe("named");
    const scene = await makeScene();
    await updateOrganization(scene.context, { privacy_mode: "pseudonymous" });
    expect(await readMode(scene, 0)).toBe("pseudonymous");
  });

  it("waits as a proposal while the other changes of the request act at once", async () => {
    const scene = await makeScene();
    const updated = await updateOrganization(scene.as(scene.admin, "admin", 1), {
      name: "New name",
      privacy_mode: "named",
      employee_leaderboard: true,
      notice_days: 30,
      anonymity_threshold: 8,
      retention_months: 48,
    });
    expect(updated).toMatchObject({
      name: "New name",
      privacy_mode: "aggregate",
      employee_leaderboard: false,
      notice_days: 30,
      anonymity_threshold: 8,
      retention_months: 48,
      proposals: [
        { setting: "privacy_mode", from: "aggregate", to: "named", status: "open" },
        { setting: "employee_leaderboard", from: "false", to: "true", status: "open" },
      ],
    });
    const lowered = await updateOrganization(scene.as(scene.admin, "admin", 1), {
      notice_days: 0,
      anonymity_threshold: 7,
      retention_months: 12,
    });
    expect(lowered).toMatchObject({
      notice_days: 30,
      anonymity_threshold: 8,
      retention_months: 48,
      proposals: [
        { setting: "notice_days", from: "30", to: "0" },
        { setting: "anonymity_threshold", from: "8", to: "7" },
        { setting: "retention_months", from: "48", to: "12" },
      ],
    });
  });

  it("is in force from the announced instant for every reader, not a millisecond before", async () => {
    const scene = await makeScene();
    const auditor = await scene.add("auditor");
    const id = await propose(scene, 20);
    const approved = await approveProposal(scene.as(auditor, "auditor", 21), { id });
    expect(approved).toMatchObject({ status: "approved", approved_by: { user_id: auditor } });
    const secret = generateSessionSecret();
    const { organizationId, now } = scene.context;
    await database.session.create({
      data: {
        organizationId,
        userId: scene.admin,
        secretHash: hashSecret(secret),
        createdAt: now,
        expiresAt: new Date(now.getTime() + 90 * DAY),
      },
    });
    const millisecond = 1 / DAY;
    for (const [days, mode] of [
      [21, "aggregate"],
      [35 - millisecond, "aggregate"],
      [35, "named"],
      [60, "named"],
      [34, "aggregate"],
    ] as const) {
      expect(await readMode(scene, days)).toBe(mode);
      const at = new Date(now.getTime() + days * DAY);
      const credential = await findSessionCredential(database, secret, at);
      expect(credential?.organization.privacyMode).toBe(mode);
    }
    const { proposals } = await getProposals(scene.as(auditor, "auditor", 35), { limit: 1 });
    expect(proposals).toMatchObject([{ status: "in_force", may_withdraw: false }]);
    // A later change writes the settings that are in force.
    await updateOrganization(scene.as(scene.admin, "admin", 40), { name: "Later" });
    expect(await readMode(scene, 40)).toBe("named");
  });

  it("can be withdrawn by the approver and by any administrator until then", async () => {
    const scene = await makeScene();
    const auditor = await scene.add("auditor");
    for (const [who, role] of [[auditor, "auditor"] as const, [scene.admin, "admin"] as const]) {
      const id = await propose(scene, 20);
      await approveProposal(scene.as(auditor, "auditor", 21), { id });
      const withdrawn = await withdrawProposal(scene.as(who, role, 34), { id });
      expect(withdrawn).toMatchObject({ status: "withdrawn" });
      expect(await readMode(scene, 60)).toBe("aggregate");
      await expect(withdrawProposal(scene.as(who, role, 34), { id })).rejects.toMatchObject(
        conflict,
      );
    }
    const id = await propose(scene, 20);
    await expect(withdrawProposal(scene.as(auditor, "auditor", 21), { id })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("is void once its setting changed meanwhile, also after the approval", async () => {
    const scene = await makeScene();
    const auditor = await scene.add("auditor");
    const id = await propose(scene, 20);
    await approveProposal(scene.as(auditor, "auditor", 21), { id });
    await updateOrganization(
      { ...scene.context, now: scene.as(scene.admin, "admin", 22).now },
      { privacy_mode: "pseudonymous" },
    );
    await updateOrganization(scene.as(scene.admin, "admin", 23), { privacy_mode: "aggregate" });
    expect(await readMode(scene, 60)).toBe("aggregate");
    const { proposals } = await getProposals(scene.as(auditor, "auditor", 60), { limit: 1 });
    expect(proposals).toMatchObject([{ id, status: "void" }]);
    expect(await listVoidEntries(scene)).toMatchObject([
      {
        ...{ actorId: null, subjectType: "proposal", subjectId: String(id) },
        createdAt: scene.as(scene.admin, "admin", 22).now,
        detail: { privacy_mode: { from: "aggregate", to: "named" } },
      },
    ]);
    expect((await verifyOrganization(scene.context)).differences).toEqual([]);
    await expect(approveProposal(scene.as(auditor, "auditor", 24), { id })).rejects.toMatchObject(
      conflict,
    );
  });

  it("has no effect where the stored setting is another than the approved change began with", async () => {
    const scene = await makeScene();
    const auditor = await scene.add("auditor");
    const id = await propose(scene, 20);
    await approveProposal(scene.as(auditor, "auditor", 21), { id });
    await database.organization.update({
      where: { id: scene.context.organizationId },
      data: { privacyMode: "pseudonymous" },
    });
    expect(await readMode(scene, 60)).toBe("pseudonymous");
  });
});

describe("attacks on the second key", () => {
  it("rejects the proposer, and one administrator alone", async () => {
    const scene = await makeScene();
    const id = await propose(scene, 20);
    await expect(approveProposal(scene.as(scene.admin, "admin", 60), { id })).rejects.toMatchObject(
      conflict,
    );
  });

  it("rejects a second administrator made by the proposer within the notice or after the proposal", async () => {
    const scene = await makeScene();
    const puppet = await scene.add("admin", scene.as(scene.admin, "admin", 10));
    const id = await propose(scene, 20);
    await expect(approveProposal(scene.as(puppet, "admin", 21), { id })).rejects.toMatchObject(
      conflict,
    );
    const late = await scene.add("employee");
    await updateMember(scene.as(scene.admin, "admin", 21), {
      userId: late,
      amendment: { role: "admin" },
    });
    await expect(approveProposal(scene.as(late, "admin", 80), { id })).rejects.toMatchObject(
      conflict,
    );
  });

  it("rejects every administrator once the organization had an auditor, also after the auditor left", async () => {
    const scene = await makeScene();
    const second = await scene.add("admin");
    const auditor = await scene.add("auditor");
    await deactivateMember(scene.context, { userId: auditor });
    const id = await propose(scene, 20);
    await expect(approveProposal(scene.as(second, "admin", 40), { id })).rejects.toMatchObject(
      conflict,
    );
    await expect(approveProposal(scene.as(auditor, "auditor", 40), { id })).rejects.toMatchObject(
      conflict,
    );
  });

  it("rejects an auditor whose password the proposer reset, and one brought back by the proposer", async () => {
    const scene = await makeScene();
    const auditor = await scene.add("auditor");
    const other = await scene.add("auditor");
    await createInvitation(scene.as(scene.admin, "admin", 10), { userId: auditor });
    await deactivateMember(scene.as(scene.admin, "admin", 10), { userId: other });
    await updateMember(scene.as(scene.admin, "admin", 11), {
      userId: other,
      amendment: { is_active: true },
    });
    const id = await propose(scene, 20);
    for (const userId of [auditor, other]) {
      await expect(approveProposal(scene.as(userId, "auditor", 21), { id })).rejects.toMatchObject(
        conflict,
      );
    }
  });

  it("rejects the removal of the only auditor without that auditor or a second administrator", async () => {
    const scene = await makeScene();
    const auditor = await scene.add("auditor");
    const actor = scene.as(scene.admin, "admin", 20);
    await expect(deactivateMember(actor, { userId: auditor })).rejects.toMatchObject(conflict);
    await expect(
      updateMember(actor, { userId: auditor, amendment: { role: "employee" } }),
    ).rejects.toMatchObject(conflict);
    const { id } = await createProposal(actor, {
      setting: "last_auditor",
      user_id: auditor,
    });
    await expect(approveProposal(actor, { id })).rejects.toMatchObject(conflict);
    await expect(deactivateMember(actor, { userId: auditor })).rejects.toMatchObject(conflict);
    await approveProposal(scene.as(auditor, "auditor", 20), { id });
    const ended = await deactivateMember(actor, { userId: auditor });
    expect(ended.is_active).toBe(false);
  });

  it("ends the only auditor by two administrators after the notice alone", async () => {
    const scene = await makeScene();
    const auditor = await scene.add("auditor");
    const second = await scene.add("admin");
    const actor = scene.as(scene.admin, "admin", 20);
    const { id } = await createProposal(actor, {
      setting: "last_auditor",
      user_id: auditor,
    });
    await approveProposal(scene.as(second, "admin", 21), { id });
    await expect(
      deactivateMember(scene.as(scene.admin, "admin", 34), { userId: auditor }),
    ).rejects.toMatchObject(conflict);
    await deactivateMember(scene.as(scene.admin, "admin", 35), { userId: auditor });
  });

  it("needs a second person for a link that replaces a password, once for each link", async () => {
    const scene = await makeScene();
    const auditor = await scene.add("auditor");
    const member = await scene.add("employee");
    const actor = scene.as(scene.admin, "admin", 20);
    const link = { setting: "reset_link", user_id: member } as const;
    // The first link of a member who never had a password.
    await createInvitation(actor, { userId: member });
    await expect(createProposal(actor, link)).rejects.toMatchObject(conflict);
    await setPassword(scene, member, auditor);
    await expect(createInvitation(actor, { userId: member })).rejects.toMatchObject(conflict);
    const { id } = await createProposal(actor, link);
    expect(await createProposal(actor, link)).toMatchObject({
      id,
      member: { user_id: member },
    });
    for (const [who, role] of [[scene.admin, "admin"] as const, [member, "employee"] as const]) {
      await expect(approveProposal(scene.as(who, role, 20), { id })).rejects.toThrow();
    }
    await expect(createInvitation(actor, { userId: member })).rejects.toMatchObject(conflict);
    await approveProposal(scene.as(auditor, "auditor", 20), { id });
    // Not for another administrator, nor for another member.
    const other = await scene.add("admin");
    await expect(
      createInvitation(scene.as(other, "admin", 20), { userId: member }),
    ).rejects.toMatchObject(conflict);
    await expect(createInvitation(actor, { userId: auditor })).rejects.toMatchObject(conflict);
    await createInvitation(actor, { userId: member });
    expect(await listVoidEntries(scene)).toMatchObject([
      { actorId: scene.admin, detail: { reset_link: { from: String(member), to: "link" } } },
    ]);
    await expect(createInvitation(actor, { userId: member })).rejects.toMatchObject(conflict);
    const notices = await listAccountNotices(scene.as(member, "employee", 20));
    expect(notices.filter(({ kind }) => kind === "reset_link")).toMatchObject([
      { kind: "reset_link", by: "admin-1" },
    ]);
  });

  it("ends an approval about a member that is not used within seven days", async () => {
    const scene = await makeScene();
    const auditor = await scene.add("auditor");
    const member = await scene.add("employee");
    await setPassword(scene, member, auditor);
    const act = (days: number) => scene.as(scene.admin, "admin", days);
    const link = { setting: "reset_link", user_id: member } as const;
    const { id } = await createProposal(act(20), link);
    await approveProposal(scene.as(auditor, "auditor", 20), { id });
    const readStatus = async (days: number) =>
      (await getProposals(act(days), { limit: 10 })).proposals[0]?.status;
    expect([await readStatus(27), await readStatus(28)]).toEqual(["in_force", "void"]);
    await expect(createInvitation(act(28), { userId: member })).rejects.toMatchObject(conflict);
    const again = await createProposal(act(28), link);
    expect(again.id).not.toBe(id);
    await approveProposal(scene.as(auditor, "auditor", 28), { id: again.id });
    await createInvitation(act(35), { userId: member });
  });

  it("creates a link for an auditor by two administrators after the notice alone", async () => {
    const scene = await makeScene();
    const auditor = await scene.add("auditor");
    const second = await scene.add("admin");
    await setPassword(scene, auditor);
    const actor = scene.as(scene.admin, "admin", 20);
    const link = { setting: "reset_link", user_id: auditor } as const;
    const { id } = await createProposal(actor, link);
    await expect(approveProposal(scene.as(auditor, "auditor", 20), { id })).rejects.toMatchObject(
      conflict,
    );
    await approveProposal(scene.as(second, "admin", 21), { id });
    await expect(
      createInvitation(scene.as(scene.admin, "admin", 34), { userId: auditor }),
    ).rejects.toMatchObject(conflict);
    await createInvitation(scene.as(scene.admin, "admin", 35), { userId: auditor });
  });

  it("rejects a token of the auditor", async () => {
    const scene = await makeScene();
    const auditor = await scene.add("auditor");
    const id = await propose(scene, 20);
    const token = actAs(scene.context, { userId: auditor, role: "auditor", scopes: ["logs:read"] });
    await expect(
      approveProposal({ ...token, now: scene.as(auditor, "auditor", 21).now }, { id }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});
