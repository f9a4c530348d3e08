import { randomUUID } from "node:crypto";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase } from "@/lib/db/client";
import { getEnvironment } from "@/lib/environment/environment";
import { readAssignments } from "@/lib/ingest/read-assignments";
import { runNightlyEvaluation } from "@/lib/performance/achievements/run-nightly-evaluation";
import { endOfDay } from "@/lib/performance/domain/time/local-time";
import { importAssignments } from "@/lib/performance/imports/import-assignments";
import { findOrganizationId } from "@/lib/performance/members/queries/organizations";
import { makeReleases } from "@/lib/performance/releases/make-releases";
import { getOrCreateAccounts } from "./demo/accounts";
import { createContests } from "./demo/contests";
import { createHistory, type DemoFile, demoFileCount } from "./demo/history";
import { demoOrganization, prepareOrganization } from "./demo/organization";

/** Creates the demo, continues an interrupted attempt, or does nothing if the demo is complete. */
async function loadDemo(): Promise<void> {
  const database = await connectDatabase();
  const now = new Date();
  const context = { database, now, requestId: randomUUID() };
  if (await isComplete(database)) {
    console.log("The demo already exists. Nothing was changed.");
    return;
  }
  const accounts = await getOrCreateAccounts(getEnvironment().dataDirectory, demoOrganization.slug);
  const organization = await prepareOrganization(context, accounts);
  const files = createHistory(now, demoOrganization.timeZone);
  for (const [index, file] of files.entries()) {
    await importFile(organization, file);
    const rows = String(file.rows.length).padStart(5);
    console.log(`  ${file.day}  ${rows} assignments (${index + 1} of ${files.length})`);
  }
  await createContests(organization);
  await runNightlyEvaluation(organization);
  await makeReleases(organization, new AbortController().signal);
}

async function isComplete(database: Context["database"]): Promise<boolean> {
  const organizationId = await findOrganizationId(database, demoOrganization.slug);
  if (organizationId === null) return false;
  const finished = await database.import.count({ where: { organizationId, status: "finished" } });
  return finished >= demoFileCount;
}

/** Imports a file like any other, at the end of its day. */
async function importFile(context: Context, { day, rows }: DemoFile): Promise<void> {
  const { timeZone } = context.organization;
  const now = new Date(Math.min(endOfDay(day, timeZone).getTime(), context.now.getTime()));
  async function* writeLines(): AsyncGenerator<Uint8Array> {
    for (const row of rows) yield Buffer.from(`${JSON.stringify(row)}\n`);
  }
  const counts = await importAssignments(
    { ...context, now },
    {
      rows: readAssignments(writeLines(), { timeZone, now }),
      format: "ndjson",
      createMembers: false,
      dryRun: false,
      onRejections: ([first]) => {
        throw new Error(
          `The demo has an invalid row: ${first?.reason} ${JSON.stringify(first?.given)}`,
        );
      },
    },
  );
  if (counts.rows !== rows.length) throw new Error("The import of the demo is incomplete.");
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
