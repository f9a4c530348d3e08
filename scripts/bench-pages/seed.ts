/**
 * Fills the migrated database of DATABASE_URL by the product's own services and import, unless that was done before:
 *   seed.ts <members> <days>
 * Those whom the pages are seen as get the password of USABILITY_PASSWORD. The last line says how to open what was made.
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
  completedRows,
  daysAtOnce,
  getUsername,
  memberName,
  openRows,
  organization,
  type Row,
  type Size,
  skills,
  teamOf,
  type Viewer,
  viewers,
} from "./scenario";

const { timeZone } = organization;

/** What a member holds against an entry: one in so many. */
const contestsOneIn = 5;

async function make(base: PublicContext, size: Size): Promise<Context> {
  const today = toLocalDate(base.now, timeZone);
  const began = { ...base, now: startOfDay(addDays(today, -size.days - 9), timeZone) };
  const settings = await createOrganization(began, organization);
  const context = createSystemContext(base, settings);
  await addPeople({ ...context, now: began.now }, size);
  await importHistory(context, size);
  await runNightlyEvaluation(context);
  await raiseContests(context, size);
  await lookAtFirstMember(context, size);
  return context;
}

async function addPeople(context: Context, { members }: Size): Promise<void> {
  for (const role of viewers) {
    if (role !== "employee") await createMember(context, { username: role, role });
  }
  for (let number = 0; number < members; number += 1) {
    await createMember(context, {
      username: memberName(number),
      displayName: `Member ${number + 1} of Many`,
      role: "employee",
      team: teamOf(number),
    });
  }
  for (const name of skills) await createSkill(context, { name });
}

/** Week by week, each as of its last evening, so that the ledger grew as one that is kept does. */
async function importHistory(context: Context, size: Size): Promise<void> {
  const today = toLocalDate(context.now, timeZone);
  for (let first = 0; first < size.days; first += daysAtOnce) {
    const length = Math.min(daysAtOnce, size.days - first);
    const days = Array.from({ length }, (_, index) => {
      const day = first + index;
      return { day, date: addDays(today, day - size.days) };
    });
    const evening = endOfDay(addDays(today, first + length - 1 - size.days), timeZone);
    await importRows({ ...context, now: evening }, completedRows(size, days));
    console.error(`  ${first + length} of ${size.days} days`);
  }
  await importRows(context, openRows(size, today));
}

async function importRows(context: Context, rows: Iterable<Row>): Promise<void> {
  async function* lines(): AsyncGenerator<Uint8Array> {
    for (const row of rows) yield Buffer.from(`${JSON.stringify(row)}\n`);
  }
  await importAssignments(context, {
    rows: readAssignments(lines(), "ndjson", { timeZone, now: context.now }),
    format: "ndjson",
    createMembers: false,
    dryRun: false,
    onRejections: ([first]) => {
      throw new Error(`A row was turned away: ${first?.reason} ${JSON.stringify(first?.given)}`);
    },
  });
}

async function raiseContests(context: Context, { members }: Size): Promise<void> {
  const { database, organizationId } = context;
  for (let number = 0; number < members; number += contestsOneIn) {
    const person = await actAs(context, memberName(number));
    const late = await database.performanceFact.findFirst({
      where: { organizationId, userId: person.actor.userId, onTime: false },
      orderBy: { completedAt: "desc" },
    });
    if (late === null) continue;
    const reason = "The date was moved, and nobody wrote it down here.";
    await raiseContest(person, { entryId: late.entryId, reason });
  }
}

/** Their team lead looks at the first member every day. */
async function lookAtFirstMember(context: Context, { days }: Size): Promise<void> {
  const lead = await actAs(context, getUsername("team_lead"));
  const member = await actAs(context, memberName(0));
  const { userId } = member.actor;
  const today = toLocalDate(context.now, timeZone);
  for (let day = 1; day <= days; day += 1) {
    const now = startOfDay(addDays(today, day - days), timeZone);
    await getUserPerformanceSummary({ ...lead, now }, { userId });
  }
}

/** The same organization as this member sees it in a browser. */
async function actAs(context: Context, username: string): Promise<PersonContext> {
  const { database, organizationId } = context;
  const { id, displayName, role, teamId, leadScope } = await database.user.findUniqueOrThrow({
    where: { organizationId_username: { organizationId, username } },
  });
  const person = { userId: id, organizationId, username, displayName, role, teamId, leadScope };
  return { ...context, actor: { ...person, kind: "session", scopes: null, credentialId: 0 } };
}

async function giveAccess(context: Context) {
  const password = process.env.USABILITY_PASSWORD ?? "";
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
    const found = await findOrganizationBySlug(database, organization.slug);
    const context = found === null ? await make(base, size) : createSystemContext(base, found);
    console.log(JSON.stringify(await giveAccess(context)));
  } finally {
    await closeDatabase();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
