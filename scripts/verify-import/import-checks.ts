import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "pg";
import { requireCommand, runCommand, startCommand } from "./command";
import type { Report } from "./report";
import { countAppliedFacts, countEntries, readState } from "./stored-state";

export const ORGANIZATION = "imported";
const INTERRUPTED = "interrupted";
export const TIME_ZONE = "Europe/London";

type Counts = Readonly<
  Record<"rows" | "new" | "changed" | "unchanged" | "rejected" | "skipped", number>
>;

type CheckContext = {
  readonly client: Client;
  readonly environment: Readonly<Record<string, string>>;
  readonly file: string;
  readonly report: Report;
};

/** Imports the file, imports it again, and imports it into another organization with an interruption. */
export async function checkImports(checkContext: CheckContext): Promise<void> {
  await createOrganization(ORGANIZATION, checkContext);
  const first = await checkFirst(checkContext);
  await checkAgain(checkContext, first);
  await createOrganization(INTERRUPTED, checkContext);
  await checkInterrupted(checkContext, first);
  const { report, environment } = checkContext;
  const verification = await runCommand(["verify", "--json"], environment);
  const output = verification.error || verification.lastLine;
  report.check("verify finds no difference", verification.status === 0, output.slice(0, 2000));
}

async function createOrganization(slug: string, { environment }: CheckContext): Promise<void> {
  const fields = ["--name", "Verification", "--time-zone", TIME_ZONE];
  await requireCommand(["organization", "create", slug, ...fields], environment);
}

async function checkFirst(checkContext: CheckContext): Promise<Counts> {
  const { report } = checkContext;
  const folder = await mkdtemp(join(tmpdir(), "pts-rejections-"));
  const path = join(folder, "rejections.ndjson");
  try {
    const { counts, seconds } = await importFile(checkContext, ORGANIZATION, "--rejections", path);
    const rate = Math.round(counts.rows / seconds).toLocaleString("en");
    report.note(`${JSON.stringify(counts)}`);
    report.note(
      `${seconds.toFixed(1)} s including the start of the process, ${rate} rows a second`,
    );
    const { rows, changed, unchanged, rejected, skipped } = counts;
    report.check(
      "new + changed + unchanged + rejected + skipped = rows",
      counts.new + changed + unchanged + rejected + skipped === rows,
    );
    const rejections = (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
    report.check(
      "the report of each rejected row has its number, field and reason",
      rejections.length === rejected && rejections.every(isRejection),
      rejections,
    );
    for (const rejection of rejections.slice(0, 5)) report.note(rejection.slice(0, 160));
    return counts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isRejection(line: string): boolean {
  const { rejected_row: row, rejected_field: field, rejected_reason: reason } = JSON.parse(line);
  return row >= 1 && field.length > 0 && reason.length > 0;
}

async function checkAgain(checkContext: CheckContext, first: Counts): Promise<void> {
  const { client, report } = checkContext;
  const entries = await countEntries(client, ORGANIZATION);
  const { counts } = await importFile(checkContext, ORGANIZATION);
  report.check(
    "a second import of the same file changes nothing",
    counts.unchanged === first.new && counts.rejected === first.rejected,
    counts,
  );
  report.check(
    `the second import adds no entry to the ${entries.toLocaleString("en")} entries`,
    (await countEntries(client, ORGANIZATION)) === entries,
  );
}

async function checkInterrupted(checkContext: CheckContext, first: Counts): Promise<void> {
  const { client, environment, file, report } = checkContext;
  const args = ["import", file, "--organization", INTERRUPTED, "--create-members"];
  const child = startCommand(args, environment);
  const signal = new Promise((resolve) => child.once("exit", (_, name) => resolve(name)));
  while (
    child.exitCode === null &&
    (await countAppliedFacts(client, INTERRUPTED)) < first.new / 2
  ) {
    await wait(10);
  }
  child.kill("SIGKILL");
  const applied = `${await countAppliedFacts(client, INTERRUPTED)} rows`;
  report.check(`the third import was killed after ${applied}`, (await signal) === "SIGKILL");
  const { counts } = await importFile(checkContext, INTERRUPTED);
  report.check(
    "a new run imports the missing rows",
    counts.new > 0 && counts.unchanged > 0 && counts.new + counts.unchanged === first.new,
    counts,
  );
  report.check(
    "the state is the same as without the interruption",
    (await readState(client, INTERRUPTED)) === (await readState(client, ORGANIZATION)),
  );
}

async function importFile(
  { environment, file }: CheckContext,
  slug: string,
  ...options: readonly string[]
): Promise<{ readonly counts: Counts; readonly seconds: number }> {
  const args = ["import", file, "--organization", slug, "--create-members", "--json", ...options];
  const { lastLine, seconds } = await requireCommand(args, environment);
  return { counts: JSON.parse(lastLine), seconds };
}
