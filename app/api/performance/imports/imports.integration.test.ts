import { beforeAll, describe, expect, it } from "vitest";
import { Importer } from "@/app/api/_tests/send-import";
import { connectDatabase, type Database } from "@/lib/db/client";
import { importCase, listImported } from "@/lib/performance/imports/testing/import-case";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { createMember, createOrganization } from "@/prisma/factories";

const now = new Date("2026-11-30T10:00:00Z");
let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});

async function open(): Promise<Importer> {
  const context = await createOrganization(database, { now, timeZone: "Europe/Berlin" });
  await createMember(context, { username: "ada" });
  return Importer.create(context);
}

const header = "external_id,title,assignee,due_at,completed_at,difficulty\n";
const file = `${header}A,First,ada,2026-05-10,2026-05-09,5\nB,Second,ada,2026-05-12,2026-05-13,7\nC,Third,zoe,2026-05-12,2026-05-11,3\n`;

describe("an import by a request", () => {
  it("is stored, recognized, run as a job and listed with who started it", async () => {
    const importer = await open();
    const sent = await importer.start(file, { file_name: "work.csv" });
    expect(sent).toMatchObject({
      ...{ status: "staging", phase: "queued", format: "csv", file_name: "work.csv" },
      ...{ mapping: "the import format", interactive: false, dry_run: false },
      recognized: { preset: "own", questions: [], fields: { title: ["title"] } },
    });
    const done = await importer.work(sent.id);
    expect(done).toMatchObject({
      ...{ status: "finished", phase: "done", rows: 3, new: 2, rejected: 1, unchanged: 0 },
      unknown_people: 1,
      people: [{ name: "zoe", outcome: "unknown", row_numbers: [3] }],
      problems: [{ row: 3, field: "assignee" }],
    });
    expect(await listImported(database, importer.context)).toMatchObject([
      { id: "A", assignee: "ada", onTime: true },
      { id: "B", assignee: "ada", onTime: false },
    ]);
    expect(await importer.list()).toMatchObject({ imports: [{ id: sent.id, new: 2 }] });
    const { organizationId } = importer.context;
    const audit = await database.auditLog.findMany({
      where: { organizationId, subjectType: "import" },
      orderBy: { id: "asc" },
    });
    expect(audit.map(({ action }) => action)).toEqual(["import.start", "import.finish"]);
    expect(await database.importPart.count({ where: { organizationId } })).toBe(0);
    expect((await verifyOrganization(importer.context)).differences).toEqual([]);
  });

  it("changes nothing when the same file is sent again, or as a dry run", async () => {
    const importer = await open();
    const dry = await importer.start(file, { dry_run: "true", create_members: "true" });
    expect(await importer.work(dry.id)).toMatchObject({
      ...{ status: "finished", dry_run: true, new: 3, rejected: 0, new_members: 1 },
      effect: { members: 2, first: 2, up: 0, down: 0, same: 0, unknown: 0 },
    });
    expect(await listImported(database, importer.context)).toEqual([]);
    const first = await importer.start(file, { create_members: "true" });
    expect(await importer.work(first.id)).toMatchObject({ new: 3, new_members: 1 });
    const again = await importer.start(file);
    expect(await importer.work(again.id)).toMatchObject({ unchanged: 3, new: 0, changed: 0 });
  });

  it("names the parameter of what a file leaves open, and keeps nothing of it", async () => {
    const importer = await open();
    const ambiguous = `${header}A,First,ada,3/4/2026,3/4/2026,5\n`;
    const response = await importer.send(ambiguous);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      detail: expect.stringMatching(/“due_at”, “completed_at”.*Nothing was imported\.$/),
      invalid_params: [{ name: "date_order" }],
    });
    const lacking = await importer.send("Key,Summary\n1,First\n");
    expect(await lacking.json()).toMatchObject({
      invalid_params: [{ name: "preset" }, { name: "mapping" }],
    });
    const { organizationId } = importer.context;
    expect(await database.import.count({ where: { organizationId } })).toBe(0);
    expect(await database.importPart.count({ where: { organizationId } })).toBe(0);
    const read = await importer.start(ambiguous, { date_order: "dmy" });
    await importer.work(read.id);
    expect(await listImported(database, importer.context)).toMatchObject([
      { completedAt: "2026-04-03T21:59:59.000Z" },
    ]);
  });

  it("rejects other content types, empty bodies and wrong parameters", async () => {
    const importer = await open();
    expect((await importer.send("{}", {}, "application/json")).status).toBe(415);
    expect((await importer.send("")).status).toBe(400);
    const wrong = await importer.send(file, { preset: "excel", time_zone: "Berlin" });
    expect(await wrong.json()).toMatchObject({
      invalid_params: [{ name: "preset" }, { name: "time_zone" }],
    });
    const both = await importer.send(file, { interactive: "true", dry_run: "true" });
    expect(await both.json()).toMatchObject({ invalid_params: [{ name: "dry_run" }] });
  });

  it("rejects rows about the member who imports", async () => {
    const context = await createOrganization(database, { now });
    const importer = await Importer.create(context);
    const [admin] = await database.user.findMany({
      where: { organizationId: context.organizationId },
    });
    const sent = await importer.start(`${header}A,Mine,${admin?.username},,2026-05-09,5\n`);
    expect(await importer.work(sent.id)).toMatchObject({
      ...{ new: 0, rejected: 1 },
      problems: [{ field: "assignee", reason: expect.stringContaining("your own work") }],
    });
  });

  it("keeps the rejected rows as a file that goes in once it is mended", async () => {
    const importer = await open();
    const sent = await importer.start(file);
    await importer.work(sent.id);
    const csv = await importer.readRejections(sent.id);
    expect(csv).toContain("external_id,title,assignee,due_at,completed_at,difficulty,rejected_row");
    const again = await importer.start(csv.replace("zoe", "ada"));
    expect(await importer.work(again.id)).toMatchObject({ new: 1, rejected: 0 });
  });
});

describe("an interactive import", () => {
  it("is checked, changed and started", async () => {
    const importer = await open();
    const tracker = [
      "Issue key,Summary,Status,Assignee,Due Date,Resolved",
      "K-1,First,Done,Ada L.,3/4/2026,2/4/2026",
      "K-2,Second,Done,Bob,3/4/2026,2/4/2026\n",
    ].join("\n");
    const sent = await importer.start(tracker, { interactive: "true" });
    const checked = await importer.work(sent.id);
    expect(checked).toMatchObject({
      ...{ status: "staging", phase: "waiting", rejected: 2 },
      recognized: { preset: "jira", questions: [{ setting: "date_order" }, {}] },
    });
    const settings = {
      date_order: "dmy",
      create_members: true,
      people: [{ name: "Ada L.", is: "member", member: "ada" }],
    };
    expect((await importer.change(sent.id, settings)).status).toBe(200);
    expect(await importer.work(sent.id)).toMatchObject({
      ...{ phase: "waiting", new: 2, rejected: 0, new_members: 1 },
      recognized: { questions: [] },
      effect: { members: 2, first: 2 },
      preview: [
        { row: 1, assignee: "ada", status: "completed", due_at: "2026-04-03T21:59:59.000Z" },
        { row: 2, assignee: "Bob" },
      ],
    });
    expect(await listImported(database, importer.context)).toEqual([]);
    expect((await importer.act(sent.id, "run")).status).toBe(202);
    expect(await importer.work(sent.id)).toMatchObject({ phase: "done", new: 2, dry_run: false });
    expect(await listImported(database, importer.context)).toMatchObject([
      { id: "K-1", assignee: "ada" },
      { id: "K-2", assignee: "bob" },
    ]);
    expect((await importer.act(sent.id, "run")).status).toBe(409);
    expect((await importer.change(sent.id, {})).status).toBe(409);
  });

  it("waits for its columns where a required one is missing", async () => {
    const importer = await open();
    const sent = await importer.start("Key,Summary,Who\n1,First,ada\n", { interactive: "true" });
    expect(sent).toMatchObject({
      ...{ phase: "waiting", mapping: null },
      problem: expect.stringContaining("lacks"),
      recognized: { preset: null, columns: ["Key", "Summary", "Who"] },
    });
    expect((await importer.act(sent.id, "run")).status).toBe(409);
    const columns = { external_id: "Key", title: "Summary", assignee: "Who" };
    await importer.change(sent.id, { mapping: { columns } });
    expect(await importer.work(sent.id)).toMatchObject({ phase: "waiting", problem: null, new: 1 });
  });

  it("is cancelled once, and keeps nothing of its file", async () => {
    const importer = await open();
    const sent = await importer.start(file, { interactive: "true" });
    await importer.work(sent.id);
    expect((await importer.act(sent.id, "cancel")).status).toBe(200);
    expect((await importer.act(sent.id, "cancel")).status).toBe(200);
    expect(await importer.work(sent.id)).toMatchObject({ status: "failed", phase: "cancelled" });
    const { organizationId } = importer.context;
    const where = { organizationId, importId: sent.id };
    expect(await database.importPart.count({ where })).toBe(0);
    expect(await database.importRow.count({ where })).toBe(0);
  });
});

describe("a saved mapping", () => {
  const board = (id: string) => `Ticket,What,Who,Until\n${id},Task,ada,3/4/2026\n`;
  const content = {
    columns: { external_id: "Ticket", title: "What", assignee: "Who", due_at: "Until" },
    date_order: "dmy",
  };
  const columns = ["Until", "Who", "What", "Ticket"];

  it("reads the next file with its columns, and an import says which version it used", async () => {
    const importer = await open();
    const { context } = importer;
    const saved = await importer.mapping("POST", { name: "Board", mapping: content, columns });
    expect(saved).toMatchObject({ id: expect.any(Number), version: 1, mapping: content });
    const first = await importer.start(board("A"));
    expect(first).toMatchObject({ mapping_id: saved.id, mapping_version: 1 });
    expect(await importer.work(first.id)).toMatchObject({ new: 1, rejected: 0 });
    expect(await listImported(database, context)).toMatchObject([
      { id: "A", dueAt: "2026-04-03T21:59:59.000Z" },
    ]);
    const changed = { mapping: { ...content, date_order: "mdy" } };
    expect(await importer.mapping("PATCH", changed, saved.id)).toMatchObject({ version: 2 });
    expect(await importer.mapping("PATCH", changed, saved.id)).toMatchObject({ version: 2 });
    const second = await importer.start(board("B"), { mapping_id: String(saved.id) });
    expect(second).toMatchObject({ mapping_id: saved.id, mapping_version: 2 });
    await importer.work(second.id);
    expect(await listImported(database, context)).toMatchObject([
      { id: "A" },
      { id: "B", dueAt: "2026-03-04T22:59:59.000Z" },
    ]);
    expect(await importer.get(first.id)).toMatchObject({ mapping_version: 1 });
    expect((await importer.send(`Extra,${board("C")}`)).status).toBe(400);
  });

  it("reads a file of the command line by its columns, or by its name", async () => {
    const importer = await open();
    const { context } = importer;
    const { id } = await importer.mapping("POST", { name: "Board", mapping: content, columns });
    const first = await importCase(context, board("A"));
    expect(first.notes[0]).toBe("The file is read by the saved mapping “Board”, version 1.");
    await importCase(context, `More,${board("B")}`.replace("\nB", "\n1,B"), { savedName: "board" });
    expect(await listImported(database, context)).toMatchObject([{ id: "A" }, { id: "B" }]);
    expect(await importer.list()).toMatchObject({
      imports: [
        { mapping_id: id, mapping_version: 1 },
        { mapping_id: id, mapping_version: 1 },
      ],
    });
    const unknown = importCase(context, board("C"), { savedName: "None" });
    await expect(unknown).rejects.toThrow("“None” is neither a file nor the name of a saved");
  });

  it("is chosen for an import that waits, until another mapping takes its place", async () => {
    const importer = await open();
    const body = { name: "Board", mapping: content };
    const { id } = await importer.mapping("POST", body);
    const sent = await importer.start(board("A"), { interactive: "true" });
    expect(sent).toMatchObject({ mapping_id: null, problem: expect.any(String) });
    const change = async (settings: object) => (await importer.change(sent.id, settings)).json();
    expect(await change({ mapping_id: id })).toMatchObject({ mapping_id: id, problem: null });
    await importer.work(sent.id);
    expect(await change({ time_zone: "UTC" })).toMatchObject({ mapping_id: id });
    await importer.work(sent.id);
    expect(await change({ mapping: { ...content, date_order: "mdy" } })).toMatchObject({
      mapping_id: null,
      mapping_version: null,
    });
    expect(await importer.mapping("POST", body)).toMatchObject({ code: "conflict" });
    const named = { ...body, name: "Other", mapping: { ...content, aliases: { sam: "ada" } } };
    expect(await importer.mapping("POST", named)).toMatchObject({ status: 400 });
    expect(await importer.mapping("DELETE", undefined, id)).toEqual({ id });
    expect((await importer.send(board("A"), { mapping_id: String(id) })).status).toBe(404);
  });
});
