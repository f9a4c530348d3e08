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

type Counts = Readonly<Record<"rows" | "new" | "changed" | "unchanged" | "rejected", number>>;

type Checked = {
  readonly client: Client;
  readonly environment: Readonly<Record<string, string>>;
  readonly file: string;
  readonly report: Report;
};

/** Imports, imports again, and imports once more with an interruption. */
export async function checkImports(checked: Checked): Promise<void> {
  await createOrganization(ORGANIZATION, checked);
  const first = await checkFirst(checked);
  await checkAgain(checked, first);
  await createOrganization(INTERRUPTED, checked);
  await checkInterrupted(checked, first);
  const { report, environment } = checked;
  const verified = await runCommand(["verify", "--json"], environment);
  const found = verified.error || verified.lastLine;
  report.check("verify finds no difference", verified.status === 0, found.slice(0, 2000));
}

async function createOrganization(slug: string, { environment }: Checked): Promise<void> {
  const fields = ["--name", "Verification", "--time-zone", TIME_ZONE];
  await requireCommand(["organization", "create", slug, ...fields], environment);
}

async function checkFirst(checked: Checked): Promise<Counts> {
  const { report } = checked;
  const folder = await mkdtemp(join(tmpdir(), "pts-rejections-"));
  const path = join(folder, "rejections.ndjson");
  try {
    const { counts, seconds } = await importFile(checked, ORGANIZATION, "--rejections", path);
    const rate = Math.round(counts.rows / seconds).toLocaleString("en");
    report.note(`${JSON.stringify(counts)}`);
    report.note(`${seconds.toFixed(1)} s with the start of the process, ${rate} rows a second`);
    const { rows, changed, unchanged, rejected } = counts;
    report.check(
      "new + changed + unchanged + rejected = rows",
      counts.new + changed + unchanged + rejected === rows,
    );
    const rejections = (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
    report.check(
      "each rejected row is named with its number, field and reason",
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
  const { row, field, reason, given } = JSON.parse(line);
  return row >= 1 && field.length > 0 && reason.length > 0 && typeof given === "object";
}

async function checkAgain(checked: Checked, first: Counts): Promise<void> {
  const { client, report } = checked;
  const entries = await countEntries(client, ORGANIZATION);
  const { counts } = await importFile(checked, ORGANIZATION);
  report.check(
    "the same file again changes nothing",
    counts.unchanged === first.new && counts.rejected === first.rejected,
    counts,
  );
  report.check(
    `no new entry beside the ${entries.toLocaleString("en")} that are there`,
    (await countEntries(client, ORGANIZATION)) === entries,
  );
}

async function checkInterrupted(checked: Checked, first: Counts): Promise<void> {
  const { client, environment, file, report } = checked;
  const words = ["import", file, "--organization", INTERRUPTED, "--create-members"];
  const child = startCommand(words, environment);
  const signal = new Promise((resolve) => child.once("exit", (_, name) => resolve(name)));
  while (
    child.exitCode === null &&
    (await countAppliedFacts(client, INTERRUPTED)) < first.new / 2
  ) {
    await wait(10);
  }
  child.kill("SIGKILL");
  const applied = `${await countAppliedFacts(client, INTERRUPTED)} rows`;
  report.check(`it was killed after ${applied}`, (await signal) === "SIGKILL");
  const { counts } = await importFile(checked, INTERRUPTED);
  report.check(
    "run again, it takes what is missing",
    counts.new > 0 && counts.unchanged > 0 && counts.new + counts.unchanged === first.new,
    counts,
  );
  report.check(
    "and ends in the same state as without the interruption",
    (await readState(client, INTERRUPTED)) === (await readState(client, ORGANIZATION)),
  );
}

async function importFile(
  { environment, file }: Checked,
  slug: string,
  ...more: readonly string[]
): Promise<{ readonly counts: Counts; readonly seconds: number }> {
  const words = ["import", file, "--organization", slug, "--create-members", "--json", ...more];
  const { lastLine, seconds } = await requireCommand(words, environment);
  return { counts: JSON.parse(lastLine), seconds };
}
