/**
 * Adds two members with a short and a long history to the organization of scripts/bench-pages/seed.ts, unless they are
 * there: `seed-histories.ts <short> <long>`. Every measured viewer gets the password of BENCH_PASSWORD. Prints their
 * ids by username as its last line.
 */
import { randomUUID } from "node:crypto";
import { setPassword } from "@/lib/auth/password/set-password";
import { type Context, createSystemContext } from "@/lib/context";
import { closeDatabase, connectDatabase } from "@/lib/db/client";
import { readAssignments } from "@/lib/ingest/read-assignments";
import { runNightlyEvaluation } from "@/lib/performance/achievements/run-nightly-evaluation";
import { importAssignments } from "@/lib/performance/imports/import-assignments";
import { createMember } from "@/lib/performance/members/create-member";
import { findOrganizationBySlug } from "@/lib/performance/members/queries/organizations";
import { getUsername, organization, viewers } from "@/scripts/bench-pages/scenario";

const hour = 3_600_000;
const years = 3;

/** Completions spread over three years, each fourth late. */
async function* writeRows({ now }: Context, username: string, count: number) {
  for (let index = 0; index < count; index += 1) {
    const completed = now.getTime() - ((count - index) / count) * years * 365 * 24 * hour;
    const toText = (time: number) => new Date(time).toISOString();
    const row = {
      external_id: `${username}-${index}`,
      title: `Task ${index + 1}`,
      assignee: username,
      assigned_at: toText(completed - 50 * hour),
      due_at: toText(completed + (index % 4 === 0 ? -5 : 20) * hour),
      completed_at: toText(completed),
      difficulty: ((index * 7) % 100) / 10,
      skill_match: ((index * 37) % 100) / 100,
      status: "completed",
    };
    yield Buffer.from(`${JSON.stringify(row)}\n`);
  }
}

async function addHistory(context: Context, username: string, count: number): Promise<void> {
  await createMember(context, { username, role: "employee", team: "Team 1" });
  await importAssignments(context, {
    rows: readAssignments(writeRows(context, username, count), {
      timeZone: organization.timeZone,
      now: context.now,
    }),
    format: "ndjson",
    createMembers: false,
    dryRun: false,
  });
}

async function prepareAccess({ database, ...context }: Context): Promise<Record<string, number>> {
  const names = [...viewers.map(getUsername), "short_history", "long_history"];
  const members = await database.user.findMany({
    where: { organizationId: context.organizationId, username: { in: names } },
    select: { id: true, username: true },
  });
  const password = process.env.BENCH_PASSWORD ?? "";
  for (const { id } of members) {
    await setPassword({ ...context, database }, { userId: id, password });
  }
  return Object.fromEntries(members.map(({ id, username }) => [username, id]));
}

async function main([short, long]: readonly string[]): Promise<void> {
  try {
    const database = await connectDatabase();
    const base = { database, now: new Date(), requestId: randomUUID() };
    const found = await findOrganizationBySlug(database, organization.slug, base.now);
    if (found === null) throw new Error("The organization to measure is not there.");
    const context = createSystemContext(base, found);
    const where = { organizationId: found.id, username: "long_history" };
    if ((await database.user.count({ where })) === 0) {
      await addHistory(context, "short_history", Number(short));
      await addHistory(context, "long_history", Number(long));
      await runNightlyEvaluation({ ...context, now: new Date() });
    }
    console.log(JSON.stringify(await prepareAccess(context)));
  } finally {
    await closeDatabase();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
