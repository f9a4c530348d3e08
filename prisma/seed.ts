import { randomUUID } from "node:crypto";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase } from "@/lib/db/client";
import { getEnvironment } from "@/lib/env";
import { readAssignments } from "@/lib/ingest/read-assignments";
import { runNightlyEvaluation } from "@/lib/performance/achievements/run-nightly-evaluation";
import { endOfDay } from "@/lib/performance/domain/time/local-time";
import { importAssignments } from "@/lib/performance/imports/import-assignments";
import { findOrganizationBySlug } from "@/lib/performance/members/queries/organizations";
import { keepAccounts } from "./demo/accounts";
import { writeContests } from "./demo/contests";
import { type DemoFile, demoFileCount, writeHistory } from "./demo/history";
import { demoOrganization, prepareOrganization } from "./demo/organization";

/** Makes the demo, or finishes what an attempt that broke off has begun; where it is whole, nothing. */
async function loadDemo(): Promise<void> {
  const database = await connectDatabase();
  const now = new Date();
  const context = { database, now, requestId: randomUUID() };
  if (await isWhole(database)) {
    console.log("The demo is there already.");
    return;
  }
  const accounts = await keepAccounts(getEnvironment().dataDirectory, demoOrganization.slug);
  const organization = await prepareOrganization(context, accounts);
  const files = writeHistory(now, demoOrganization.timeZone);
  for (const [index, file] of files.entries()) {
    await importFile(organization, file);
    const rows = String(file.rows.length).padStart(5);
    console.log(`  ${file.day}  ${rows} assignments (${index + 1} of ${files.length})`);
  }
  await writeContests(organization);
  await runNightlyEvaluation(organization);
}

async function isWhole(database: Context["database"]): Promise<boolean> {
  const organization = await findOrganizationBySlug(database, demoOrganization.slug);
  if (organization === null) return false;
  const { id: organizationId } = organization;
  const finished = await database.import.count({ where: { organizationId, status: "finished" } });
  return finished >= demoFileCount;
}

/** By the same way as any file: what it says is taken as of the evening of its day. */
async function importFile(context: Context, { day, rows }: DemoFile): Promise<void> {
  const { timeZone } = context.organization;
  const now = new Date(Math.min(endOfDay(day, timeZone).getTime(), context.now.getTime()));
  async function* lines(): AsyncGenerator<Uint8Array> {
    for (const row of rows) yield Buffer.from(`${JSON.stringify(row)}\n`);
  }
  const counts = await importAssignments(
    { ...context, now },
    {
      rows: readAssignments(lines(), "ndjson", { timeZone, now }),
      format: "ndjson",
      createMembers: false,
      dryRun: false,
      onRejections: ([first]) => {
        throw new Error(
          `The demo contradicts itself: ${first?.reason} ${JSON.stringify(first?.given)}`,
        );
      },
    },
  );
  if (counts.rows !== rows.length) throw new Error("The demo was not read to its end.");
}

async function main(): Promise<void> {
  try {
    await loadDemo();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
}

void main();
