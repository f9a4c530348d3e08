import { beforeAll, describe, expect, it, vi } from "vitest";
import { Importer } from "@/app/api/_tests/send-import";
import { connectDatabase, type Database } from "@/lib/db/client";
import { deleteAssignment } from "@/lib/performance/assignments/delete-assignment";
import * as batches from "@/lib/performance/imports/queries/pending-rows";
import { importCase, listImported } from "@/lib/performance/imports/testing/import-case";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { createMember, createOrganization } from "@/prisma/factories";

const now = new Date("2026-11-30T10:00:00Z");
const header = "external_id,title,assignee,due_at,completed_at,difficulty,project\n";
let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});

async function open(): Promise<Importer> {
  const context = await createOrganization(database, { now, timeZone: "Europe/Berlin" });
  await createMember(context, { username: "ada" });
  return Importer.create(context);
}

function writeRows(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, index) =>
      `T-${index},Task,person-${index % 3},2026-05-10,2026-05-${String((index % 20) + 1).padStart(2, "0")},5,`,
  );
  return `${header}${rows.join("\n")}\n`;
}

/** The process dies: its last batch is not committed, and nothing says that it is gone. */
async function dieAfter(importer: Importer, id: number, pages: number): Promise<void> {
  const { listPendingRows } = batches;
  let read = 0;
  const stopped = vi.spyOn(batches, "listPendingRows").mockImplementation(async (...input) => {
    read += 1;
    if (read > pages) throw new Error("killed");
    return listPendingRows(...input);
  });
  await expect(importer.work(id)).rejects.toThrow("killed");
  stopped.mockRestore();
  await database.$executeRaw`
    UPDATE imports SET is_running = true, heartbeat_at = now() - interval '1 minute' WHERE id = ${id}`;
}

describe("an import whose worker dies", () => {
  it("goes on where it stopped, and counts each row once", async () => {
    const importer = await open();
    const sent = await importer.start(writeRows(1203), { create_members: "true" });
    await dieAfter(importer, sent.id, 1);
    const interrupted = await importer.get(sent.id);
    expect(interrupted).toMatchObject({ status: "applying", phase: "applying", new: 500 });
    expect((await listImported(database, importer.context)).length).toBe(500);
    await dieAfter(importer, sent.id, 1);
    expect(await importer.get(sent.id)).toMatchObject({ new: 1000 });
    const before = await database.performanceLog.count({
      where: { organizationId: importer.context.organizationId },
    });
    const done = await importer.work(sent.id);
    expect(done).toMatchObject({
      ...{ status: "finished", rows: 1203, new: 1203, unchanged: 0, rejected: 0, new_members: 3 },
      people: [{ outcome: "created" }, { outcome: "created" }, { outcome: "created" }],
    });
    const after = await database.performanceLog.count({
      where: { organizationId: importer.context.organizationId },
    });
    expect(after - before).toBe(203);
    expect((await verifyOrganization(importer.context)).differences).toEqual([]);
  });

  it("goes on after a worker that stops, and a second run writes nothing for a run that was replaced", async () => {
    const importer = await open();
    const sent = await importer.start(writeRows(600), { create_members: "true" });
    const stopping = new AbortController();
    const { listPendingRows } = batches;
    const spy = vi.spyOn(batches, "listPendingRows").mockImplementation(async (...input) => {
      stopping.abort(new Error("the worker stops"));
      return listPendingRows(...input);
    });
    await expect(importer.work(sent.id, stopping.signal)).rejects.toThrow("the worker stops");
    spy.mockRestore();
    expect(await importer.get(sent.id)).toMatchObject({ phase: "applying", new: 500 });
    expect(await importer.work(sent.id)).toMatchObject({ phase: "done", new: 600 });
    expect(await importer.work(sent.id)).toMatchObject({ phase: "done", new: 600 });
  });

  it("waits while the command line imports, then goes on", async () => {
    const importer = await open();
    const sent = await importer.start(writeRows(600), { create_members: "true" });
    await dieAfter(importer, sent.id, 1);
    const { counts } = await importCase(importer.context, `${header}X,Other,ada,,,,\n`);
    expect(counts).toMatchObject({ new: 1 });
    expect(await importer.work(sent.id)).toMatchObject({ phase: "done", new: 600 });
  });
});

describe("an undo of an import", () => {
  const first = `${header}A,Before,ada,2026-05-10,2026-05-09,5,Fjord\nB,Kept,ada,2026-05-10,2026-05-09,5,\n`;
  const second = `${header}A,After,ada,2026-05-08,2026-05-09,9,Berg\nC,New,ada,2026-05-10,2026-05-09,5,\nD,Changed,ada,,2026-05-09,5,\n`;

  it("restores what still is as the import left it, and lists the rest", async () => {
    const importer = await open();
    const { context } = importer;
    await importer.work((await importer.start(first)).id);
    const before = await listImported(database, context);
    const [score] = await database.userPerformance.findMany({
      where: { organizationId: context.organizationId, tasks: { gt: 0 } },
    });
    const sent = await importer.start(second);
    expect(await importer.work(sent.id)).toMatchObject({ new: 2, changed: 1 });
    await importCase(context, `${header}D,Changed again,ada,,2026-05-09,7,\n`);
    const dropped = await database.assignment.findFirstOrThrow({
      where: { organizationId: context.organizationId, externalId: "D" },
    });
    expect((await importer.act(sent.id, "undo")).status).toBe(202);
    const undone = await importer.work(sent.id);
    expect(undone).toMatchObject({
      ...{ status: "finished", phase: "undone", undone: 2, kept: 1 },
      problems: [{ row: 3, reason: expect.stringContaining("changed since the import") }],
    });
    await deleteAssignment(context, { id: dropped.id });
    const left = await listImported(database, context);
    expect(left.filter(({ id }) => id === "A" || id === "B")).toEqual(before);
    expect(left.find(({ id }) => id === "C")).toMatchObject({ status: "cancelled" });
    const [again] = await database.userPerformance.findMany({
      where: { organizationId: context.organizationId, tasks: { gt: 0 } },
    });
    expect(again).toMatchObject({ tasks: score?.tasks, score: score?.score });
    expect((await verifyOrganization(context)).differences).toEqual([]);
    expect((await importer.act(sent.id, "undo")).status).toBe(202);
    expect(await importer.work(sent.id)).toMatchObject({ undone: 2, kept: 1 });
  });

  it("reverses what a cancelled import applied, and rejects an import that changed nothing", async () => {
    const importer = await open();
    const sent = await importer.start(writeRows(600), { create_members: "true" });
    await dieAfter(importer, sent.id, 1);
    expect((await importer.act(sent.id, "cancel")).status).toBe(200);
    await importer.work(sent.id);
    expect((await importer.act(sent.id, "undo")).status).toBe(202);
    expect(await importer.work(sent.id)).toMatchObject({
      ...{ status: "failed", phase: "undone", undone: 500, kept: 0 },
    });
    const { organizationId } = importer.context;
    const open500 = await database.assignment.count({ where: { organizationId, deletedAt: null } });
    expect(open500).toBe(0);
    expect((await verifyOrganization(importer.context)).differences).toEqual([]);
    const empty = await importer.start(`${header}Z,Task,stranger,,,,\n`);
    await importer.work(empty.id);
    expect((await importer.act(empty.id, "undo")).status).toBe(409);
  });
});
