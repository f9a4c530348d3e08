import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { connectDatabase } from "@/lib/db/client";
import { listAccountNotices } from "@/lib/performance/administration/list-account-notices";
import { getOwnAuditLog } from "@/lib/performance/administration/list-audit-log";
import { findOrganization } from "@/lib/performance/members/queries/organizations";
import { getAccessLog } from "@/lib/performance/privacy/get-access-log";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createProgram } from "./program";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pts-operator-"));
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command in this process, and returns what it prints. */
async function runPts(...args: readonly string[]): Promise<string> {
  let printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  await createProgram().parseAsync(["node", "pts", ...args]);
  return printed;
}

async function makeMember() {
  const made = await makeOrganization(await connectDatabase(), { members: 1 });
  const [userId = 0] = made.userIds;
  const { slug } = made.context.organization;
  const { username } = await made.context.database.user.findFirstOrThrow({ where: { id: userId } });
  return { ...made, userId, slug, username };
}

/** The context of the member on a new connection: each command closes its own. */
async function actAsMember({ context, userId }: Awaited<ReturnType<typeof makeMember>>) {
  return actAs({ ...context, database: await connectDatabase() }, { userId });
}

describe("what the operator does by command line", () => {
  it("tells a member that their data was exported, in the file too", async () => {
    const made = await makeMember();
    const output = join(folder, "everything.json");
    const member = ["--organization", made.slug, "--username", made.username];
    await runPts("member", "export", ...member, "--output", output);
    const view = { viewer: null, subject: "member", surface: "export" };
    const person = await actAsMember(made);
    const { entries } = await getAccessLog(person, { userId: made.userId });
    expect(entries).toMatchObject([view]);
    expect(JSON.parse(await readFile(output, "utf8"))).toMatchObject({ access_log: [view] });
    expect(await listAccountNotices(person)).toMatchObject([{ kind: "export", by: null }]);
    await runPts("member", "export", ...member, "--output", output);
    const again = await actAsMember(made);
    expect((await getAccessLog(again, { userId: made.userId })).entries).toHaveLength(1);
  });

  it("tells a member of a link that replaces their password, and of a token", async () => {
    const made = await makeMember();
    const { id, organizationId } = { id: made.userId, organizationId: made.context.organizationId };
    const member = ["--organization", made.slug, "--username", made.username];
    const first = JSON.parse(await runPts("member", "invite", ...member, "--json"));
    expect(first.path).toMatch(/^\/setup#.{40,}/);
    expect(await listAccountNotices(await actAsMember(made))).toEqual([]);
    const database = await connectDatabase();
    await database.user.update({
      where: { organizationId_id: { organizationId, id } },
      data: { passwordHash: "$argon2id$known" },
    });
    await runPts("member", "invite", ...member, "--json");
    await runPts("token", "create", "--user", `${made.slug}/${made.username}`);
    const person = await actAsMember(made);
    expect(await listAccountNotices(person)).toMatchObject([
      { kind: "token", by: null },
      { kind: "reset_link", by: null },
    ]);
    const { entries } = await getOwnAuditLog(person, { userId: made.userId, limit: 3 });
    expect(entries).toMatchObject([
      { action: "token.create", actor: null },
      { action: "invitation.create", actor: null, detail: { replaces_password: true } },
      { action: "invitation.create", actor: null, detail: { replaces_password: false } },
    ]);
  });

  it("shows every member the settings that the operator changes", async () => {
    const made = await makeMember();
    const settings = ["--privacy-mode", "aggregate", "--anonymity-threshold", "9"];
    await runPts("organization", "set", made.slug, ...settings, "--notice-days", "30");
    const person = await actAsMember(made);
    const { organizationId, now } = person;
    expect(await findOrganization(person.database, organizationId, now)).toMatchObject({
      ...{ privacyMode: "aggregate", anonymityThreshold: 9, noticeDays: 30 },
    });
    const { entries } = await getOwnAuditLog(person, { userId: made.userId, limit: 1 });
    expect(entries).toMatchObject([
      {
        ...{ action: "organization.update", actor: null },
        detail: { privacy_mode: { from: "named", to: "aggregate" } },
      },
    ]);
    await expect(
      runPts("organization", "set", made.slug, "--anonymity-threshold", "4"),
    ).rejects.toThrow("--anonymity-threshold from 5 to 50");
  });
});
