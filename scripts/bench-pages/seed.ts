/**
 * Fills the migrated database of DATABASE_URL by the product's own services and import, unless it is filled already:
 *   seed.ts <members> <days>
 * The viewers of the pages get the password of BENCH_PASSWORD. Prints a `SeedResult` as its last line.
 */
import { randomUUID } from "node:crypto";
import { setPassword } from "@/lib/auth/password/set-password";
import { createShareLink } from "@/lib/auth/share-links/create-share-link";
import {
  type Context,
  createSystemContext,
  type PersonContext,
  type PublicContext,
} from "@/lib/context";
import { closeDatabase, connectDatabase } from "@/lib/db/client";
import { readAssignments } from "@/lib/ingest/read-assignments";
import { runNightlyEvaluation } from "@/lib/performance/achievements/run-nightly-evaluation";
import { raiseContest } from "@/lib/performance/contests/raise-contest";
import {
  addDays,
  endOfDay,
  startOfDay,
  toLocalDate,
} from "@/lib/performance/domain/time/local-time";
import { importAssignments } from "@/lib/performance/imports/import-assignments";
import { createMember } from "@/lib/performance/members/create-member";
import { createOrganization } from "@/lib/performance/members/create-organization";
import { createSkill } from "@/lib/performance/members/manage-skills";
import { findOrganizationBySlug } from "@/lib/performance/members/queries/organizations";
import { getUserPerformanceSummary } from "@/lib/performance/summaries/get-user-performance-summary";
import {
  type AssignmentRow,
  daysPerImport,
  getMemberUsername,
  getTeamName,
  getUsername,
  listCompletedRows,
  listOpenRows,
  organization,
  type ScenarioSize,
  skills,
  type Viewer,
  viewers,
} from "./scenario";

const { timeZone } = organization;

/** One member in so many contests an entry. */
const membersPerContest = 5;

async function createScenario(base: PublicContext, size: ScenarioSize): Promise<Context> {
  const today = toLocalDate(base.now, timeZone);
  const start = { ...base, now: startOfDay(addDays(today, -size.days - 9), timeZone) };
  const settings = await createOrganization(start, organization);
  const context = createSystemContext(base, settings);
  await addPeople({ ...context, now: start.now }, size);
  await importHistory(context, size);
  await runNightlyEvaluation(context);
  await raiseContests(context, size);
  await viewFirstMemberDaily(context, size);
  return context;
}

async function addPeople(context: Context, { members }: ScenarioSize): Promise<void> {
  for (const role of viewers) {
    if (role !== "employee") await createMember(context, { username: role, role });
  }
  for (let number = 0; number < members; number += 1) {
    await createMember(context, {
      username: getMemberUsername(number),
      displayName: `Member ${number + 1} of Many`,
      role: "employee",
      team: getTeamName(number),
    });
  }
  for (const name of skills) await createSkill(context, { name });
}

/** Imports week by week, each at its last evening, so that the ledger grows as in real use. */
async function importHistory(context: Context, size: ScenarioSize): Promise<void> {
  const today = toLocalDate(context.now, timeZone);
  for (let first = 0; first < size.days; first += daysPerImport) {
    const length = Math.min(daysPerImport, size.days - first);
    const days = Array.from({ length }, (_, index) => {
      const day = first + index;
      return { day, date: addDays(today, day - size.days) };
    });
    const evening = endOfDay(addDays(today, first + length - 1 - size.days), timeZone);
    await importRows({ ...context, now: evening }, listCompletedRows(size, days));
    console.error(`  ${first + length} of ${size.days} days`);
  }
  await importRows(context, listOpenRows(size, today));
}

async function importRows(context: Context, rows: Iterable<AssignmentRow>): Promise<void> {
  async function* writeLines(): AsyncGenerator<Uint8Array> {
    for (const row of rows) yield Buffer.from(`${JSON.stringify(row)}\n`);
  }
  await importAssignments(context, {
    rows: readAssignments(writeLines(), { timeZone, now: context.now }),
    format: "ndjson",
    createMembers: false,
    dryRun: false,
    onRejections: ([first]) => {
      throw new Error(`A row was rejected: ${first?.reason} ${JSON.stringify(first?.given)}`);
    },
  });
}

async function raiseContests(context: Context, { members }: ScenarioSize): Promise<void> {
  const { database, organizationId } = context;
  for (let number = 0; number < members; number += membersPerContest) {
    const person = await actAs(context, getMemberUsername(number));
    const late = await database.performanceFact.findFirst({
      where: { organizationId, userId: person.actor.userId, onTime: false },
      orderBy: { completedAt: "desc" },
    });
    if (late === null) continue;
    const reason = "The due date was moved, but not changed here.";
    await raiseContest(person, { entryId: late.entryId, reason });
  }
}

/** The first member's team lead views their figures every day. */
async function viewFirstMemberDaily(context: Context, { days }: ScenarioSize): Promise<void> {
  const lead = await actAs(context, getUsername("team_lead"));
  const member = await actAs(context, getMemberUsername(0));
  const { userId } = member.actor;
  const today = toLocalDate(context.now, timeZone);
  for (let day = 1; day <= days; day += 1) {
    const now = startOfDay(addDays(today, day - days), timeZone);
    await getUserPerformanceSummary({ ...lead, now }, { userId });
  }
}

/** The context of a member in a browser. */
async function actAs(context: Context, username: string): Promise<PersonContext> {
  const { database, organizationId } = context;
  const { id, displayName, role, teamId, leadScope } = await database.user.findUniqueOrThrow({
    where: { organizationId_username: { organizationId, username } },
  });
  const person = { userId: id, organizationId, username, displayName, role, teamId, leadScope };
  return { ...context, actor: { ...person, kind: "session", scopes: null, credentialId: 0 } };
}

async function prepareAccess(context: Context) {
  const password = process.env.BENCH_PASSWORD ?? "";
  const people = new Map<Viewer, PersonContext>();
  for (const viewer of viewers) {
    const person = await actAs(context, getUsername(viewer));
    await setPassword(context, { userId: person.actor.userId, password });
    people.set(viewer, person);
  }
  const employee = await actAs(context, getUsername("employee"));
  const link = await createShareLink(employee, { name: "Measured", shares: "widget", days: 1 });
  return { memberId: employee.actor.userId, shareSecret: link.secret };
}

async function main([members, days]: readonly string[]): Promise<void> {
  const size = { members: Number(members), days: Number(days) };
  try {
    const database = await connectDatabase();
    const base = { database, now: new Date(), requestId: randomUUID() };
    const found = await findOrganizationBySlug(database, organization.slug, base.now);
    const context =
      found === null ? await createScenario(base, size) : createSystemContext(base, found);
    console.log(JSON.stringify(await prepareAccess(context)));
  } finally {
    await closeDatabase();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
