import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase, type Database } from "@/lib/db/client";
import { openAssignments } from "@/lib/ingest/open-assignments";
import { readAssignments } from "@/lib/ingest/read-assignments";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { createMember, createOrganization, writeCsv } from "@/prisma/factories";
import { importAssignments } from "./import-assignments";
import type { ImportInput, Rejection } from "./import-input";

type Cells = Readonly<Record<string, string>>;

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});

const now = new Date("2026-06-30T12:00:00Z");

function createCompletedRow(id: string, assignee: string, day: string, cells: Cells = {}): Cells {
  return {
    external_id: id,
    title: `Task ${id}`,
    assignee,
    assigned_at: "2026-05-04",
    due_at: "2026-05-15",
    completed_at: day,
    difficulty: "5",
    skill_match: "0.8",
    required_skills: "",
    ...cells,
  };
}

/** Imports rows as CSV, or lines of NDJSON while they are still written. */
async function runImport(
  context: Context,
  source: readonly Cells[] | AsyncIterable<Uint8Array>,
  options: Partial<ImportInput> = {},
) {
  const rejections: Rejection[] = [];
  const settings = { timeZone: context.organization.timeZone, now: context.now };
  const rows =
    Symbol.asyncIterator in source
      ? readAssignments(source, settings)
      : (await openAssignments({ open: () => writeCsv(source) }, settings)).rows;
  const counts = await importAssignments(context, {
    rows,
    format: "csv",
    createMembers: true,
    dryRun: false,
    onRejections: (page) => void rejections.push(...page),
    ...options,
  });
  return { counts, rejections };
}

const writeLine = (id: string, title = "Task") =>
  Buffer.from(`${JSON.stringify({ external_id: id, title, assignee: "ada" })}\n`);

function listEntries({ organizationId }: Context) {
  return database.performanceLog.findMany({ where: { organizationId }, orderBy: { id: "asc" } });
}

async function listKinds(context: Context, username: string): Promise<readonly string[]> {
  const { organizationId } = context;
  const { id: userId } = await database.user.findFirstOrThrow({
    where: { organizationId, username },
  });
  return (await listEntries(context))
    .filter((entry) => entry.userId === userId)
    .map((entry) => entry.kind);
}

async function listDifferences(context: Context) {
  return (await verifyOrganization(context)).differences;
}

describe("importing assignments", () => {
  it("changes nothing when the same file is imported again", async () => {
    const context = await createOrganization(database, { now });
    const rows = [
      createCompletedRow("B", "ada", "2026-05-13"),
      createCompletedRow("A", "ada", "2026-05-20"),
      createCompletedRow("C", "ben", "", { status: "open" }),
      createCompletedRow("D", "ben", "2026-05-01"),
    ];
    const first = await runImport(context, rows);
    expect(first.counts).toEqual({
      rows: 4,
      new: 3,
      changed: 0,
      unchanged: 0,
      rejected: 1,
      skipped: 0,
    });
    expect(first.rejections).toEqual([
      {
        row: 4,
        field: "completed_at",
        reason: "completed_at must not be before assigned_at (“2026-05-01”).",
        given: rows[3],
      },
    ]);
    const ledger = await listEntries(context);
    expect(ledger.map(({ kind }) => kind)).toEqual(["completion", "completion"]);
    const second = await runImport({ ...context, now: new Date("2026-07-04T12:00:00Z") }, rows);
    expect(second.counts).toEqual({
      rows: 4,
      new: 0,
      changed: 0,
      unchanged: 3,
      rejected: 1,
      skipped: 0,
    });
    expect(await listEntries(context)).toEqual(ledger);
    expect(await listDifferences(context)).toEqual([]);
  });

  it("applies a member's assignments in the order of completion, whatever the order of the file", async () => {
    const context = await createOrganization(database, { now });
    const days = ["2026-06-09", "2026-05-11", "2026-06-01", "2026-05-12", "2026-05-11"];
    await runImport(
      context,
      days.map((day, index) => createCompletedRow(`T-${9 - index}`, "ada", day)),
    );
    const entries = await listEntries(context);
    expect(entries.every(({ kind }) => kind === "completion")).toBe(true);
    expect(entries.map(({ createdAt }) => createdAt.toISOString().slice(0, 10))).toEqual(
      [...days].sort(),
    );
  });

  it("writes corrections for changed facts, reversals for reopened assignments and late entries for older ones", async () => {
    const context = await createOrganization(database, { now });
    await runImport(context, [
      createCompletedRow("A", "ada", "2026-05-13"),
      createCompletedRow("B", "ada", "2026-05-14"),
      createCompletedRow("C", "ada", "2026-05-15"),
    ]);
    const { counts } = await runImport(context, [
      createCompletedRow("A", "ada", "2026-05-13", { difficulty: "7.5", status: "completed" }),
      createCompletedRow("B", "ada", "", { status: "open" }),
      createCompletedRow("C", "ada", "2026-05-15", { title: "Another title" }),
      createCompletedRow("D", "ada", "2026-05-06"),
    ]);
    expect(counts).toEqual({ rows: 4, new: 1, changed: 3, unchanged: 0, rejected: 0, skipped: 0 });
    const kinds = await listKinds(context, "ada");
    expect(kinds.slice(0, 3)).toEqual(["completion", "completion", "completion"]);
    expect([...kinds.slice(3)].sort()).toEqual(["correction", "late", "reversal"]);
    expect(await listDifferences(context)).toEqual([]);
  });

  it("reassigns a completed assignment", async () => {
    const context = await createOrganization(database, { now });
    await runImport(context, [
      createCompletedRow("A", "ada", "2026-05-13"),
      createCompletedRow("B", "ben", "2026-05-14"),
    ]);
    const { counts } = await runImport(context, [createCompletedRow("A", "ben", "2026-05-13")]);
    expect(counts).toMatchObject({ changed: 1 });
    expect(await listKinds(context, "ada")).toEqual(["completion", "reversal"]);
    expect(await listKinds(context, "ben")).toEqual(["completion", "late"]);
    expect(await listDifferences(context)).toEqual([]);
  });

  it("keeps fields without a column, and rejects rows that do not fit them", async () => {
    const context = await createOrganization(database, { now });
    await runImport(context, [
      createCompletedRow("A", "ada", "2026-05-13", {
        required_skills: "SQL:7;writing",
        project: "Fjord",
      }),
      createCompletedRow("B", "ada", "", { assigned_at: "2026-05-12", status: "open" }),
    ]);
    const { counts, rejections } = await runImport(context, [
      { external_id: "A", title: "Task A", assignee: "ada", completed_at: "2026-05-13" },
      { external_id: "B", title: "Task B", assignee: "ada", completed_at: "2026-05-11" },
    ]);
    expect(counts).toEqual({ rows: 2, new: 0, changed: 0, unchanged: 1, rejected: 1, skipped: 0 });
    expect(rejections).toMatchObject([{ row: 2, field: "completed_at" }]);
    const dry = await runImport(
      context,
      [{ external_id: "B", title: "Task B", assignee: "ada", completed_at: "2026-05-11" }],
      { dryRun: true },
    );
    expect(dry.counts).toMatchObject({ rejected: 1 });
    expect(dry.rejections).toMatchObject([{ row: 1, field: "completed_at" }]);
  });

  it("rejects a row that repeats an earlier valid one, and names that row", async () => {
    const context = await createOrganization(database, { now });
    const rows = [
      createCompletedRow("A", "ada", "2026-05-01"),
      createCompletedRow("A", "ada", "2026-05-13"),
      createCompletedRow("B", "ada", "2026-05-14"),
      createCompletedRow("A", "ben", "2026-05-15"),
    ];
    const { counts, rejections } = await runImport(context, rows);
    expect(counts).toEqual({ rows: 4, new: 2, changed: 0, unchanged: 0, rejected: 2, skipped: 0 });
    expect(rejections).toMatchObject([
      { row: 1, field: "completed_at" },
      { row: 4, field: "external_id", reason: "Row 2 of this file has the same external_id." },
    ]);
    expect((await runImport(context, rows)).counts).toMatchObject({ unchanged: 2, rejected: 2 });
  });

  it("counts in a dry run what an import would do, and changes nothing", async () => {
    const context = await createOrganization(database, { now });
    await runImport(context, [
      createCompletedRow("A", "ada", "2026-05-13"),
      createCompletedRow("B", "ada", "2026-05-14"),
    ]);
    const before = await listEntries(context);
    const rows = [
      createCompletedRow("A", "ada", "2026-05-13"),
      createCompletedRow("B", "new.one@example.org", "2026-05-14"),
      createCompletedRow("C", "cai", "2026-05-14", { required_skills: `${makeUniqueName()}:3` }),
      createCompletedRow("D", "no name at all", "2026-05-14"),
      createCompletedRow("E", "cai", "2026-02-30"),
    ];
    const dry = await runImport(context, rows, { dryRun: true });
    const { organizationId } = context;
    expect(dry.counts).toEqual({
      rows: 5,
      new: 1,
      changed: 1,
      unchanged: 1,
      rejected: 2,
      skipped: 0,
    });
    expect(await listEntries(context)).toEqual(before);
    expect(await database.user.count({ where: { organizationId } })).toBe(1);
    expect(await database.skill.count({ where: { organizationId } })).toBe(0);
    expect(await database.import.count({ where: { organizationId } })).toBe(1);
    expect(await database.importRow.count({ where: { organizationId, outcome: null } })).toBe(0);
    expect(await runImport(context, rows)).toEqual(dry);
  });

  it("finds assignees by username or email address in any case, and creates unknown ones", async () => {
    const context = await createOrganization(database, { now });
    const domain = `${makeUniqueName()}.example`;
    await createMember(context, { username: "Ada", email: `ada@${domain}` });
    const rows = [
      createCompletedRow("A", "ADA", "2026-05-13"),
      createCompletedRow("B", `Ada@${domain}`, "2026-05-13"),
      createCompletedRow("C", `ada@other.${domain}`, "2026-05-13"),
      createCompletedRow("D", `zoe@${domain}`, "2026-05-13"),
      createCompletedRow("E", "zoe", "2026-05-13"),
      createCompletedRow("F", "ada/ben", "2026-05-13"),
      createCompletedRow("G", `zoe@other.${domain}`, "2026-05-13"),
    ];
    const { counts, rejections } = await runImport(context, rows);
    expect(counts).toMatchObject({ new: 5, rejected: 2 });
    expect(rejections).toMatchObject([
      { row: 5, field: "assignee", reason: expect.stringMatching(/^“zoe” may be zoe@/) },
      { row: 6, field: "assignee", reason: expect.stringMatching(/^“ada\/ben” is no username/) },
    ]);
    const { organizationId } = context;
    const members = await database.user.findMany({
      where: { organizationId },
      orderBy: { username: "asc" },
      select: { username: true, email: true, role: true, passwordHash: true },
    });
    const made = { role: "employee", passwordHash: null };
    expect(members).toEqual([
      { ...made, username: "Ada", email: `ada@${domain}` },
      { ...made, username: "ada-2", email: `ada@other.${domain}` },
      { ...made, username: "zoe-2", email: `zoe@other.${domain}` },
      { ...made, username: "zoe-3", email: `zoe@${domain}` },
    ]);
    expect((await runImport(context, rows)).counts).toMatchObject({ unchanged: 5, rejected: 2 });
  });

  it("rejects a change of an erased person's assignment, by a column of the file", async () => {
    const context = await createOrganization(database, { now });
    const { organizationId } = context;
    const { id, username } = await createMember(context);
    await runImport(context, [createCompletedRow("A", username, "2026-05-13")]);
    await deactivateMember(context, { userId: id });
    await eraseMember(context, { userId: id });
    const erased = await database.assignment.findFirstOrThrow({ where: { organizationId } });
    const row = createCompletedRow(erased.externalId, "ben", "2026-05-13");
    const { counts, rejections } = await runImport(context, [row]);
    expect(counts).toMatchObject({ changed: 0, rejected: 1 });
    expect(rejections).toMatchObject([
      { row: 1, field: "assignee", reason: expect.stringContaining("was erased") },
    ]);
  });

  it("rejects a new assignment of a deactivated member, and changes what they have", async () => {
    const context = await createOrganization(database, { now });
    const rows = (...ids: readonly string[]) =>
      ids.map((id) => createCompletedRow(id, "leaver", "2026-05-12"));
    await runImport(context, rows("A"));
    const { organizationId } = context;
    const { id: userId } = await database.user.findFirstOrThrow({
      where: { organizationId, username: "leaver" },
    });
    await deactivateMember(context, { userId });
    const changed = rows("A").map((row) => ({ ...row, difficulty: "7" }));
    const { counts, rejections } = await runImport(context, [...changed, ...rows("B")]);
    expect(counts).toMatchObject({ changed: 1, rejected: 1, new: 0 });
    expect(rejections).toMatchObject([
      { row: 2, field: "assignee", reason: expect.stringContaining("This member is deactivated") },
    ]);
  });

  it("rejects unknown assignees unless it may create them", async () => {
    const context = await createOrganization(database, { now });
    const { counts, rejections } = await runImport(
      context,
      [createCompletedRow("A", "ada", "2026-05-13")],
      {
        createMembers: false,
      },
    );
    expect(counts).toMatchObject({ new: 0, rejected: 1 });
    expect(rejections[0]?.reason).toBe("No member has the username or email address “ada”.");
  });

  it("applies nothing of an incomplete file, and leaves nothing staged", async () => {
    const context = await createOrganization(database, { now });
    async function* half(): AsyncGenerator<Uint8Array> {
      for (let row = 0; row < 2500; row += 1) yield writeLine(`T-${row}`);
      yield Buffer.from('{"external_id":"T-x","tit');
    }
    await expect(runImport(context, half())).rejects.toThrow(
      /in the middle of row 2501.*Nothing was imported\.$/,
    );
    const { organizationId } = context;
    expect(await database.user.count({ where: { organizationId } })).toBe(0);
    expect(await database.assignment.count({ where: { organizationId } })).toBe(0);
    expect(await database.importRow.count({ where: { organizationId, outcome: null } })).toBe(0);
    expect(await database.import.findMany({ where: { organizationId } })).toMatchObject([
      { status: "failed" },
    ]);
  });

  it("keeps rejected rows with bytes that the database cannot store, with the reason", async () => {
    const context = await createOrganization(database, { now });
    const row = { external_id: "A", title: "x\u0000y \\u0000", assignee: "ada" };
    const { rejections } = await runImport(context, [row]);
    expect(rejections).toMatchObject([
      { row: 1, field: "title", given: { title: "x\uFFFDy \\u0000" } },
    ]);
  });

  it("lets one import run at a time, and rejects the second", async () => {
    const context = await createOrganization(database, { now });
    let resume = (): void => undefined;
    const pause = new Promise<void>((resolve) => {
      resume = resolve;
    });
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield writeLine("A");
      await pause;
    }
    const first = runImport(context, slow());
    await expect
      .poll(() => database.import.count({ where: { organizationId: context.organizationId } }))
      .toBe(1);
    await expect(
      runImport(context, [createCompletedRow("B", "ada", "2026-05-13")]),
    ).rejects.toThrow(/^Another import into “.*” is running\. .*Nothing was imported\.$/);
    resume();
    expect((await first).counts).toMatchObject({ new: 1 });
  });

  it("replaces a dead import, and stops one that was only slow", async () => {
    const context = await createOrganization(database, { now });
    const { organizationId } = context;
    let calls = 0;
    async function* silent(): AsyncGenerator<Uint8Array> {
      yield writeLine("A");
      await database.$executeRaw`
        UPDATE imports SET heartbeat_at = now() - interval '1 minute'
        WHERE organization_id = ${organizationId}`;
      calls += 1;
      await runImport(context, [createCompletedRow("B", "ada", "2026-05-13")]);
    }
    await expect(runImport(context, silent())).rejects.toThrow(/replaced this one/);
    expect(calls).toBe(1);
    const statuses = await database.import.findMany({
      where: { organizationId },
      orderBy: { id: "asc" },
      select: { status: true },
    });
    expect(statuses).toEqual([{ status: "failed" }, { status: "finished" }]);
    expect(await database.importRow.count({ where: { organizationId, outcome: null } })).toBe(0);
  });

  it("creates the members of a large file, and finds its repeated rows", async () => {
    const context = await createOrganization(database, { now });
    const rows = Array.from({ length: 5000 }, (_, index) => ({
      external_id: index === 4999 ? "T-7" : `T-${index}`,
      title: "Task",
      assignee: `member-${index % 120}`,
    }));
    const { counts, rejections } = await runImport(context, rows);
    expect(counts).toMatchObject({ rows: 5000, new: 4999, rejected: 1 });
    expect(rejections).toMatchObject([
      { row: 5000, reason: "Row 8 of this file has the same external_id." },
    ]);
    const { organizationId } = context;
    expect(await database.user.count({ where: { organizationId } })).toBe(120);
  });

  it("applies a member's rows in batches when there are more than one batch holds", async () => {
    const context = await createOrganization(database, { now });
    const rows = Array.from({ length: 1203 }, (_, index) =>
      index % 3 === 0
        ? createCompletedRow(`T-${index}`, "ada", "", { status: "open" })
        : createCompletedRow(
            `T-${index}`,
            "ada",
            `2026-05-${String(5 + (index % 25)).padStart(2, "0")}`,
          ),
    );
    const { counts } = await runImport(context, rows);
    expect(counts).toEqual({
      rows: 1203,
      new: 1203,
      changed: 0,
      unchanged: 0,
      rejected: 0,
      skipped: 0,
    });
    const entries = await listEntries(context);
    expect(entries).toHaveLength(802);
    expect(entries.every(({ kind }) => kind === "completion")).toBe(true);
    expect((await runImport(context, rows)).counts).toMatchObject({ unchanged: 1203 });
    expect(await listDifferences(context)).toEqual([]);
  });
});
