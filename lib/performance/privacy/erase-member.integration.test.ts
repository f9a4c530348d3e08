import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  completeLate,
  decide,
  makeContest,
  raise,
  readContest,
} from "@/app/api/_tests/make-contest";
import { createEmptyAssignment, makeStudio } from "@/app/api/_tests/make-teams";
import * as assignmentsRoute from "@/app/api/performance/assignments/route";
import * as exportLogsRoute from "@/app/api/performance/export/logs/route";
import * as logsRoute from "@/app/api/performance/logs/route";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { watchRowLocks } from "@/lib/db/testing/watch-row-locks";
import { readAssignments } from "@/lib/ingest/read-assignments";
import { ERASED_TITLE } from "@/lib/performance/domain/privacy/erased-name";
import { importAssignments } from "@/lib/performance/imports/import-assignments";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { exportEverything } from "@/lib/performance/privacy/export-everything";
import { actAs } from "@/lib/performance/testing/act-as";
import { readDownload } from "@/lib/performance/testing/read-download";
import { frozenNow } from "@/lib/testing/frozen-now";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { eraseMember } from "./erase-member";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const openStudio = () => makeStudio(database);
type Studio = Awaited<ReturnType<typeof makeStudio>>;

/** Renames the member and deactivates them. */
async function renameAndDeactivate(
  { context, member }: Studio,
  names: Record<string, string> = {},
) {
  const { organizationId } = context;
  await database.user.updateMany({ where: { organizationId, id: member.id }, data: names });
  await deactivateMember(context, { userId: member.id });
}

/** Imports rows that are rejected, each by its row number. */
async function importRejectedRows(context: Context, lines: readonly (object | string)[]) {
  async function* source(): AsyncGenerator<Uint8Array> {
    for (const line of lines) {
      yield Buffer.from(`${typeof line === "string" ? line : JSON.stringify(line)}\n`);
    }
  }
  const { timeZone } = context.organization;
  const { rejected } = await importAssignments(context, {
    rows: readAssignments(source(), { timeZone, now: context.now }),
    format: "ndjson",
    createMembers: false,
    dryRun: false,
  });
  expect(rejected).toBe(lines.length);
}

const toRow = (fields: Record<string, unknown>) => ({
  external_id: makeUniqueName(),
  title: "Draw the icons",
  assignee: "unknown.member",
  assigned_at: "2026-03-02",
  ...fields,
});

async function countRows({ organizationId }: Context) {
  const rows = await database.importRow.findMany({ where: { organizationId } });
  return rows.map(({ rowNumber }) => rowNumber).sort((a, b) => a - b);
}

describe("rejected rows of imports after an erasure", () => {
  it.each([
    ["in a sentence without spaces", "王小明", "请问王小明的任务"],
    ["with quotes, which JSON escapes", 'Grace "Amazing" Hopper', 'of Grace "Amazing" Hopper'],
    ["with a backslash", String.raw`Grace \ Hopper`, String.raw`of Grace \ Hopper`],
    ["with other white space", "Grace Hopper", "of Grace\u00a0 Hopper"],
    ["with accents apart", "Zoë Quinn", "of Zoë Quinn".normalize("NFD")],
    ["with signs that mean something to an expression", "Grace (Ops) [1]*", "of Grace (Ops) [1]*"],
  ])(
    "deletes rejected rows that name the member %s, and keeps the others",
    async (_, displayName, title) => {
      const here = await openStudio();
      await importRejectedRows(here.context, [
        toRow({ title }),
        toRow({ title: "Grac e Hop 小明" }),
      ]);
      await renameAndDeactivate(here, { displayName });
      await eraseMember(here.context, { userId: here.member.id });
      expect(await countRows(here.context)).toEqual([2]);
    },
  );

  it("deletes rejected rows with the external_id of the member's assignment, even without a name", async () => {
    const here = await openStudio();
    await completeLate(here.lead, here.member, { external_id: 'W "1"' });
    await importRejectedRows(here.context, [
      toRow({ external_id: 'W "1"' }),
      toRow({ external_id: ' W "1" ', difficulty: 11 }),
      `{"external_id": "W \\"1\\"", "title": broken}`,
      toRow({ external_id: 'W "12"' }),
      `{"external_id": "W \\"12\\"", "title": broken}`,
    ]);
    await renameAndDeactivate(here);
    await eraseMember(here.context, { userId: here.member.id });
    expect(await countRows(here.context)).toEqual([4, 5]);
  });
});

describe("contests of other members after an erasure", () => {
  it("replaces the old names in contests of other members with the member's new name", async () => {
    const here = await openStudio();
    const { lead, otherMember, admin, member } = here;
    const open = await makeContest(admin, otherMember);
    const decided = await completeLate(admin, otherMember);
    const { body } = await raise(otherMember, decided.entryId, "I waited for GRACE  Hopper.");
    const reason = "Grace Hopper (grace@home.example) says so, gracefully.";
    await decide(admin, Number(body.id), { decision: "rejected", reason });
    const own = await makeContest(lead, member);
    await renameAndDeactivate(here, {
      displayName: "Grace Hopper",
      username: "grace",
      email: "grace@home.example",
    });
    await eraseMember(here.context, { userId: member.id });
    const name = `erased-${member.id}`;
    expect((await readContest(admin, Number(body.id))).body).toMatchObject({
      status: "rejected",
      reason: `I waited for ${name}.`,
      decision_reason: `${name} (${name}) says so, gracefully.`,
    });
    expect((await readContest(admin, open.contestId)).body).toMatchObject({
      status: "open",
      reason: "The client moved the date to Friday.",
    });
    expect((await readContest(admin, own.contestId)).body).toMatchObject({ reason: null });
  });

  it("keeps contests within their length limit where the new name is longer", async () => {
    const here = await openStudio();
    const { admin, otherMember, member } = here;
    const work = await completeLate(admin, otherMember);
    const { body } = await raise(otherMember, work.entryId, "王 ".repeat(1000).trim());
    await renameAndDeactivate(here, { displayName: "王" });
    await eraseMember(here.context, { userId: member.id });
    const { reason } = (await readContest(admin, Number(body.id))).body;
    expect(reason).toMatch(/^erased-/);
    expect(reason).not.toContain("王");
    expect(reason).toHaveLength(2000);
  });
});

describe("a reassigned assignment after its former assignee was erased", () => {
  it("calls the assignment erased in the former assignee's history, and keeps its title for the new assignee", async () => {
    const here = await openStudio();
    const { context, admin, lead, member, otherMember } = here;
    const title = "Visit the customer of Grace";
    const fields = { external_id: "W-moved", title };
    const { entryId } = await completeLate(lead, member, fields);
    const moved = await admin.caller.call(assignmentsRoute.POST, {
      body: createEmptyAssignment(otherMember.id, {
        ...fields,
        completed_at: frozenNow.toISOString(),
      }),
    });
    expect(moved.status).toBe(200);
    await renameAndDeactivate(here);
    await eraseMember(context, { userId: member.id });

    const query = `?user_id=${member.id}`;
    const { body } = await admin.caller.call(logsRoute.GET, { query });
    const logs = body.logs as { id: number; assignment_title: string | null }[];
    expect(logs.find(({ id }) => id === entryId)).toMatchObject({ assignment_title: ERASED_TITLE });
    const everything = await exportEverything(actAs(context, { userId: member.id }), {
      userId: member.id,
    });
    for (const told of [JSON.stringify(logs), await readDownload(everything)]) {
      expect(told).not.toContain(title);
      expect(told).toContain(ERASED_TITLE);
    }
    const others = await admin.caller.call(logsRoute.GET, { query: `?user_id=${otherMember.id}` });
    expect(JSON.stringify(others.body)).toContain(title);
    const exported = await exportLogsRoute.GET(
      new Request(`http://localhost:3000/api/performance/export/logs${query}`, {
        headers: { authorization: `Bearer ${admin.caller.token}` },
      }),
      { params: Promise.resolve({}) },
    );
    expect(exported.status).toBe(200);
    expect(await exported.text()).not.toContain(title);
  });
});

describe("an erasure while others write", () => {
  it("locks the organization, the member and their figures, in this order, before it changes anything", async () => {
    const here = await openStudio();
    await completeLate(here.lead, here.member);
    await renameAndDeactivate(here);
    const held: string[] = [];
    const watched = watchRowLocks(database, (table) => held.push(table));
    await eraseMember({ ...here.context, database: watched }, { userId: here.member.id });
    expect(held).toEqual(["organizations", "users", "user_performance"]);
  });

  it("rejects an erasure while an import runs, and erases once the import is known to be dead", async () => {
    const here = await openStudio();
    const { organizationId } = here.context;
    await renameAndDeactivate(here);
    const { id } = await database.import.create({
      data: { organizationId, format: "csv", createdAt: frozenNow },
    });
    await database.$executeRaw`UPDATE imports SET heartbeat_at = now() WHERE id = ${id}`;
    const erase = () => eraseMember(here.context, { userId: here.member.id });
    await expect(erase()).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("An import is running"),
    });
    const where = { organizationId, id: here.member.id };
    expect(await database.user.findFirst({ where })).toMatchObject({ erasedAt: null });
    await database.$executeRaw`
      UPDATE imports SET heartbeat_at = now() - interval '1 minute' WHERE id = ${id}`;
    await erase();
    expect(await database.user.findFirst({ where })).toMatchObject({ erasedAt: expect.any(Date) });
  });
});
