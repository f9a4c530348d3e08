import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase, type Database } from "@/lib/db/client";
import { exportAuditLog } from "@/lib/performance/administration/export-audit-log";
import { getAuditLog, getOwnAuditLog } from "@/lib/performance/administration/list-audit-log";
import { updateOrganization } from "@/lib/performance/administration/update-organization";
import { updateMember } from "@/lib/performance/members/update-member";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { readDownload } from "@/lib/performance/testing/read-download";

let database: Database;
let context: Context;
let [admin, auditor, member, other]: [number, number, number, number] = [0, 0, 0, 0];

const actAsAuditor = () => actAs(context, { userId: auditor, role: "auditor" });

beforeAll(async () => {
  database = await connectDatabase();
  const made = await makeOrganization(database, { members: 4 });
  context = made.context;
  [admin = 0, auditor = 0, member = 0, other = 0] = made.userIds;
  const later = new Date(context.now.getTime() + 3 * 86_400_000);
  const actAsAdmin = { ...actAs(context, { userId: admin, role: "admin" }), now: later };
  await updateMember(actAsAdmin, { userId: member, amendment: { role: "team_lead" } });
  await updateMember(actAsAdmin, { userId: other, amendment: { display_name: "Other" } });
  await updateOrganization(actAsAdmin, { privacy_mode: "aggregate" });
});

describe("the audit log", () => {
  it("shows auditors and administrators who changed what, newest first", async () => {
    const { entries } = await getAuditLog(actAsAuditor(), { limit: 3 });
    expect(entries.map((entry) => [entry.action, entry.actor?.user_id, entry.subject_id])).toEqual([
      ["organization.update", admin, String(context.organizationId)],
      ["member.update", admin, String(other)],
      ["member.update", admin, String(member)],
    ]);
    expect(entries[0]).toMatchObject({
      subject: null,
      detail: { privacy_mode: { from: "named", to: "aggregate" } },
    });
    expect(entries[2]).toMatchObject({
      subject: { user_id: member, username: "member-3" },
      detail: { role: { from: "employee", to: "team_lead" } },
    });
    const actAsAdmin = actAs(context, { userId: admin, role: "admin" });
    expect((await getAuditLog(actAsAdmin, { limit: 3 })).entries).toHaveLength(3);
  });

  it("filters by action and by local days", async () => {
    const listOf = async (filter: object) =>
      (await getAuditLog(actAsAuditor(), { limit: 50, ...filter })).entries.map(
        ({ action }) => action,
      );
    expect(await listOf({ action: "organization.update" })).toEqual(["organization.update"]);
    const day = context.now.toISOString().slice(0, 10);
    expect(await listOf({ to: day })).toEqual(Array.from({ length: 4 }, () => "member.create"));
    expect(await listOf({ action: "member.create", from: day })).toHaveLength(4);
  });

  it("pages by cursor without loss, and rejects a made-up cursor", async () => {
    const all = (await getAuditLog(actAsAuditor(), { limit: 50 })).entries;
    const first = await getAuditLog(actAsAuditor(), { limit: 3 });
    const rest = await getAuditLog(actAsAuditor(), { limit: 50, cursor: first.next_cursor ?? "" });
    expect([...first.entries, ...rest.entries]).toEqual(all);
    expect(rest.next_cursor).toBeNull();
    await expect(getAuditLog(actAsAuditor(), { limit: 3, cursor: "x" })).rejects.toMatchObject({
      invalidParams: [{ name: "cursor" }],
    });
  });

  it("shows aliases instead of names in a pseudonymous organization", async () => {
    const auditorThere = actAs(context, {
      userId: auditor,
      role: "auditor",
      privacyMode: "pseudonymous",
    });
    const { entries } = await getAuditLog(auditorThere, { limit: 2 });
    expect(entries[1]?.actor?.username).toMatch(/^member-[0-9a-f]{16}$/);
    expect(entries[1]?.subject?.username).toMatch(/^member-[0-9a-f]{16}$/);
  });

  it("is closed to employees, leads, managers and tokens without the scope", async () => {
    for (const role of ["employee", "team_lead", "manager"] as const) {
      const viewer = actAs(context, { userId: other, role });
      await expect(getAuditLog(viewer, { limit: 3 })).rejects.toMatchObject({ code: "forbidden" });
      await expect(exportAuditLog(viewer, { format: "csv", bom: false })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    const token = actAs(context, { userId: auditor, role: "auditor", scopes: ["self:read"] });
    await expect(getAuditLog(token, { limit: 3 })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("has the same entries in its file", async () => {
    const { entries } = await getAuditLog(actAsAuditor(), { limit: 50 });
    const json = await exportAuditLog(actAsAuditor(), { format: "json", bom: false });
    expect(JSON.parse(await readDownload(json)).entries).toEqual(entries);
    const csv = await exportAuditLog(actAsAuditor(), { format: "csv", bom: false });
    const lines = (await readDownload(csv)).trimEnd().split("\r\n");
    expect(lines).toHaveLength(entries.length + 1);
    expect(lines[1]).toContain('""to"":""aggregate""');
  });
});

describe("a member's part of the audit log", () => {
  it("has the entries about the member and the history of the settings, and none about others", async () => {
    const viewer = actAs(context, { userId: member });
    const { entries } = await getOwnAuditLog(viewer, { userId: member, limit: 50 });
    expect(entries.map((entry) => [entry.action, entry.subject?.user_id ?? null])).toEqual([
      ["organization.update", null],
      ["member.update", member],
      ["member.create", member],
    ]);
  });

  it("is closed to all others, also to administrators and auditors", async () => {
    const admins = actAs(context, { userId: admin, role: "admin" });
    for (const viewer of [admins, actAsAuditor()]) {
      await expect(getOwnAuditLog(viewer, { userId: member, limit: 50 })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
  });
});
