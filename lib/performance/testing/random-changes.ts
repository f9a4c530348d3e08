import * as fc from "fast-check";
import { vi } from "vitest";
import type { Context, PersonContext } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { readAssignments } from "@/lib/ingest/read-assignments";
import { amendAssignment } from "@/lib/performance/assignments/amend-assignment";
import { cancelAssignment } from "@/lib/performance/assignments/cancel-assignment";
import { completeAssignment } from "@/lib/performance/assignments/complete-assignment";
import { deleteAssignment } from "@/lib/performance/assignments/delete-assignment";
import { recordAssignment } from "@/lib/performance/assignments/record-assignment";
import { reopenAssignment } from "@/lib/performance/assignments/reopen-assignment";
import { contestChange } from "@/lib/performance/contests/contest-change";
import { decideContest } from "@/lib/performance/contests/decide-contest";
import { raiseContest } from "@/lib/performance/contests/raise-contest";
import { importAssignments } from "@/lib/performance/imports/import-assignments";
import { undoImport } from "@/lib/performance/imports/requests/change-import";
import { runImportJob } from "@/lib/performance/imports/requests/run-import-job";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import { actAs } from "./act-as";
import { sendDelivery } from "./deliver-repeatedly";
import { makeConnection, type TestConnection } from "./make-connection";
import { makeOrganization } from "./make-organization";

const HOUR = 3_600_000;
const MEMBERS = 4;
const numbers = fc.integer({ min: 1, max: 6 });
const hours = fc.integer({ min: -200, max: 200 });
const SKILLS = ["Sewing", "Welding", "Painting"] as const;

const fields = fc.record(
  {
    due: fc.option(hours),
    difficulty: fc.option(fc.integer({ min: 0, max: 10 })),
    match: fc.option(fc.integer({ min: 0, max: 10 })),
    skills: fc.uniqueArray(
      fc.record({ name: fc.constantFrom(...SKILLS), level: fc.integer({ min: 1, max: 10 }) }),
      { selector: ({ name }) => name },
    ),
  },
  { requiredKeys: [] },
);

const events = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constantFrom("record", "amend", "complete", "cancel", "reopen", "delete"),
      by: fc.constantFrom("page", "api", "command_line"),
      number: numbers,
      member: fc.integer({ min: 1, max: MEMBERS - 1 }),
      fields,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("import" as const),
      rows: fc.uniqueArray(
        fc.record({ number: numbers, member: fc.integer({ min: 1, max: MEMBERS - 1 }), fields }),
        { selector: ({ number }) => number, minLength: 1 },
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("contest" as const),
      about: fc.constantFrom("entry", "change"),
      number: numbers,
      fields,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("sql" as const),
      number: numbers,
      statement: fc.constantFrom(
        "UPDATE assignments SET due_at = due_at + interval '4 days', updated_at = now()",
        "UPDATE assignments SET due_at = NULL, difficulty = 700, skill_match = 1200",
        "UPDATE assignments SET started_at = timestamptz '2026-01-02 03:04:05.678+05:30'",
        "UPDATE assignments SET title = 'Renamed'",
        "UPDATE assignment_skills SET required_level = 3",
        "DELETE FROM assignment_skills",
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("webhook" as const),
      number: numbers,
      member: fc.integer({ min: 1, max: MEMBERS - 1 }),
      isCompleted: fc.boolean(),
      fields,
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("undo" as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("erase" as const) }) },
);

type ValueOf<Some> = Some extends fc.Arbitrary<infer Value> ? Value : never;
type Event = ValueOf<typeof events>;
type Fields = ValueOf<typeof fields>;

/** Events on a few assignments, by every way in which an assignment can change. */
export const changeHistories = fc.array(events, { minLength: 8, maxLength: 40, size: "max" });

type World = {
  readonly context: Context;
  readonly userIds: readonly number[];
  readonly connection: TestConnection;
};

/**
 * Plays a history.
 *
 * @param afterEvent runs after each event, with its place in the history.
 * @returns the context of the organization at its end.
 */
export async function playChanges(
  database: Database,
  history: readonly Event[],
  afterEvent: (context: Context, index: number) => Promise<void> = async () => {},
): Promise<{ readonly context: Context; readonly addedByRepetition: number }> {
  const world = await makeOrganization(database, { members: MEMBERS, skills: SKILLS });
  const connection = await makeConnection(world.context, "webhook");
  let context = world.context;
  let addedByRepetition = 0;
  for (const [index, event] of history.entries()) {
    context = { ...context, now: new Date(context.now.getTime() + HOUR) };
    try {
      addedByRepetition += await playEvent({ ...world, context, connection }, event);
    } catch (error) {
      // What the service rejects changes nothing.
      if (!(error instanceof AppError)) throw error;
    }
    await afterEvent(context, index);
  }
  return { context, addedByRepetition };
}

/** @returns how many changes were recorded although nothing changed. */
async function playEvent(world: World, event: Event): Promise<number> {
  switch (event.type) {
    case "import":
      return importTwice(world, event.rows);
    case "contest":
      await (event.about === "entry"
        ? contestEntry(world, event)
        : contestLastChange(world, event));
      return 0;
    case "sql":
      await runStatement(world, event);
      return 0;
    case "webhook":
      return deliverTwice(world, event);
    case "undo":
      await undoLastImport(world);
      return 0;
    case "erase":
      await erase(world);
      return 0;
    default:
      await change(world, event);
      return 0;
  }
}

function actAsAdmin({ context, userIds }: World, by: "page" | "api" = "page"): PersonContext {
  const scopes = by === "api" ? (["assignments:write", "organization:write"] as const) : null;
  return actAs(context, { userId: userIds[0] ?? 0, role: "admin", scopes });
}

async function change(world: World, event: Extract<Event, { readonly by: string }>): Promise<void> {
  const caller = event.by === "command_line" ? world.context : actAsAdmin(world, event.by);
  const content = toContent(world.context, event.fields);
  const userId = world.userIds[event.member] ?? 0;
  if (event.type === "record") {
    const body = { external_id: `work-${event.number}`, user_id: userId, title: "Task" };
    await recordAssignment(caller, { ...body, ...content });
    return;
  }
  const id = await findId(world, event.number);
  if (id === null) return;
  switch (event.type) {
    case "amend":
      await amendAssignment(caller, { id, amendment: { ...content, user_id: userId } });
      return;
    case "complete":
      await completeAssignment(caller, { id });
      return;
    case "cancel":
      await cancelAssignment(caller, { id });
      return;
    case "reopen":
      await reopenAssignment(caller, { id });
      return;
    case "delete":
      await deleteAssignment(caller, { id });
  }
}

function toContent({ now }: Context, { due, difficulty, match, skills }: Fields) {
  return {
    ...(due !== undefined && { due_at: due === null ? null : toText(now.getTime() + due * HOUR) }),
    ...(difficulty !== undefined && { difficulty }),
    ...(match !== undefined && { skill_match: match === null ? null : match / 10 }),
    ...(skills !== undefined && { required_skills: skills }),
  };
}

function toText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

type ImportedRow = { readonly number: number; readonly member: number; readonly fields: Fields };

async function importTwice(world: World, rows: readonly ImportedRow[]): Promise<number> {
  const { context } = world;
  const { database, organizationId, now } = context;
  const lines = rows.map((row) => {
    const { required_skills: skills, ...content } = toContent(context, row.fields);
    return JSON.stringify({
      external_id: `work-${row.number}`,
      title: "Imported",
      assignee: `member-${row.member + 1}`,
      completed_at: toText(now.getTime() - row.number * HOUR),
      ...content,
      ...(skills && {
        required_skills: skills.map(({ name, level }) => `${name}:${level}`).join(";"),
      }),
    });
  });
  const run = () =>
    importAssignments(context, {
      rows: readAssignments(toPieces(lines), { timeZone: "Europe/Berlin", now }),
      format: "ndjson",
      createMembers: false,
      dryRun: false,
    });
  const count = () => database.assignmentChange.count({ where: { organizationId } });
  await run();
  const recorded = await count();
  await run();
  return (await count()) - recorded;
}

/** Sends a delivery by HTTP at the time of the history, again with its id, and its content with another id. */
async function deliverTwice(
  { context, userIds, connection }: World,
  event: Extract<Event, { readonly type: "webhook" }>,
): Promise<number> {
  const { database, organizationId, now } = context;
  const updatedAt = toText(now.getTime());
  const item = {
    ...{ external_id: `work-${event.number}`, title: "Delivered" },
    ...{ user_id: userIds[event.member], updated_at: updatedAt },
    ...(event.isCompleted && { completed_at: updatedAt }),
    ...toContent(context, event.fields),
  };
  const send = (id: string) =>
    sendDelivery(connection, { id: `${id}-${updatedAt}`, body: { assignments: [item] }, at: now });
  const count = () => database.assignmentChange.count({ where: { organizationId } });
  vi.useFakeTimers({ toFake: ["Date"], now });
  try {
    await send("first");
    const recorded = await count();
    await send("first");
    await send("second");
    return (await count()) - recorded;
  } finally {
    vi.useRealTimers();
  }
}

/** Undoes the newest import that can be undone. */
async function undoLastImport(world: World): Promise<void> {
  const { context } = world;
  const { database, organizationId } = context;
  const last = await database.import.findFirst({
    where: {
      organizationId,
      phase: "done",
      OR: [{ newRows: { gt: 0 } }, { changedRows: { gt: 0 } }],
    },
    orderBy: { id: "desc" },
  });
  if (last === null) return;
  await undoImport(actAsAdmin(world), { id: last.id });
  await runImportJob(context, { importId: last.id }, new AbortController().signal);
}

async function* toPieces(lines: readonly string[]) {
  yield Buffer.from(`${lines.join("\n")}\n`);
}

async function contestEntry(
  world: World,
  { number, fields: given }: { readonly number: number; readonly fields: Fields },
): Promise<void> {
  const { context } = world;
  const { database, organizationId } = context;
  const entry = await database.performanceLog.findFirst({
    where: { organizationId, assignment: { externalId: `work-${number}` } },
    orderBy: { id: "desc" },
  });
  if (entry === null) return;
  const member = actAs(context, { userId: entry.userId });
  const raised = await raiseContest(member, { entryId: entry.id, reason: "Not so." });
  await decideContest(actAsAdmin(world), {
    id: BigInt(raised.id),
    decision: { decision: "upheld", facts: { difficulty: 4, ...toContent(context, given) } },
  });
}

/** Of an assignment, by its assignee; decided by a member who made neither the change nor the work. */
async function contestLastChange(
  { context, userIds }: World,
  { number, fields: given }: { readonly number: number; readonly fields: Fields },
): Promise<void> {
  const { database, organizationId } = context;
  const assignment = await database.assignment.findFirst({
    where: { organizationId, externalId: `work-${number}` },
  });
  if (assignment === null) return;
  const { id: assignmentId, userId } = assignment;
  const change = await database.assignmentChange.findFirstOrThrow({
    where: { organizationId, assignmentId },
    orderBy: { id: "desc" },
  });
  const member = actAs(context, { userId });
  const key = { assignmentId, changeId: change.id };
  const raised = await contestChange(member, { ...key, reason: "Not so." });
  const decider = userIds.find((one) => one !== userId && one !== change.actorId) ?? 0;
  await decideContest(actAs(context, { userId: decider, role: "admin" }), {
    id: BigInt(raised.id),
    decision: { decision: "upheld", facts: { difficulty: 4, ...toContent(context, given) } },
  });
}

async function runStatement(
  world: World,
  { number, statement }: { readonly number: number; readonly statement: string },
): Promise<void> {
  const id = await findId(world, number);
  const key = statement.includes("assignment_skills") ? "assignment_id" : "id";
  if (id !== null)
    await world.context.database.$executeRawUnsafe(`${statement} WHERE ${key} = ${id}`);
}

/** Erases the last member. */
async function erase({ context, userIds }: World): Promise<void> {
  const userId = userIds.at(-1) ?? 0;
  await deactivateMember(context, { userId });
  await eraseMember(context, { userId });
}

async function findId({ context }: World, number: number): Promise<bigint | null> {
  const { database, organizationId } = context;
  const where = { organizationId, externalId: `work-${number}` };
  return (await database.assignment.findFirst({ where }))?.id ?? null;
}
