import type { Command } from "commander";
import type { Context } from "@/lib/context";
import { type ImportFileResult, importFile } from "@/lib/performance/imports/import-file";
import type { FilePerson, Rejection } from "@/lib/performance/imports/import-input";
import type { ImportCounts } from "@/lib/performance/imports/queries/imports";
import { withOrganization } from "./database";
import { addReadingOptions, type ImportOptions, readChoices } from "./import-options";
import { type ImportSource, openImportSource } from "./import-source";
import { createOutput, formatCount, type Output, pluralize } from "./output";
import { showProgress } from "./progress";
import { openRejectionsFile, type RejectionsFile } from "./rejections-file";

const REJECTIONS_SHOWN = 10;

export function addImportCommand(program: Command): void {
  const command = program
    .command("import")
    .description("import assignments from a file; a second run of the same file changes nothing")
    .argument("<file>", "a .csv, .tsv, .xlsx or .ndjson file, or - for standard input")
    .requiredOption("--organization <slug>", "the organization")
    .option("--create-members", "create members for unknown assignees")
    .option("--dry-run", "count the changes without making them")
    .option("--rejections <file>", "write rejected rows to this file (.csv or .ndjson)")
    .option("--force", "overwrite the file of rejected rows")
    .option("--json", "print the counts as one line of JSON");
  addReadingOptions(command).action(importFromOptions);
}

async function importFromOptions(path: string, options: ImportOptions): Promise<void> {
  const output = createOutput(options.json === true);
  const chosen = await readChoices(options);
  const source = await openImportSource(path, options.format);
  const rejections =
    options.rejections === undefined
      ? null
      : await openRejectionsFile(options.rejections, options.force === true);
  const startedAt = performance.now();
  let result: ImportFileResult;
  try {
    result = await withOrganization(options.organization, (context) =>
      runImport(context, { source, options, chosen, rejections, output }),
    );
  } finally {
    await rejections?.close();
    await source.close();
  }
  const seconds = (performance.now() - startedAt) / 1000;
  for (const line of [...result.notes, ...result.people.map(describePerson)]) output.say(line);
  output.finish(toResult(result), describeResult(result.counts, seconds, options));
}

type Run = {
  readonly source: ImportSource;
  readonly options: ImportOptions;
  readonly chosen: Awaited<ReturnType<typeof readChoices>>;
  readonly rejections: RejectionsFile | null;
  readonly output: Output;
};

async function runImport(context: Context, run: Run): Promise<ImportFileResult> {
  const { source, options, chosen, rejections, output } = run;
  const view = showProgress(source.readShare);
  let shown = 0;
  try {
    return await importFile(context, {
      source,
      choices: { ...chosen.choices, ...(source.format && { format: source.format }) },
      people: chosen.people,
      ...(chosen.savedName !== undefined && { savedName: chosen.savedName }),
      createMembers: options.createMembers === true,
      dryRun: options.dryRun === true,
      onOpened: (file) => rejections?.begin(file),
      onProgress: view.show,
      onRejections: async (page) => {
        view.end();
        await rejections?.write(page);
        for (const rejection of page.slice(0, REJECTIONS_SHOWN - shown)) {
          output.say(describeRejection(rejection));
          shown += 1;
        }
      },
    });
  } finally {
    view.end();
  }
}

function describeRejection({ row, field, reason }: Rejection): string {
  return `Row ${formatCount(row)} was rejected (${field}): ${reason}`;
}

function describePerson(person: FilePerson): string {
  const more = person.rows > person.rowNumbers.length ? ", …" : "";
  const rows = `${pluralize(person.rows, "row")}: ${person.rowNumbers.join(", ")}${more}`;
  switch (person.outcome) {
    case "created":
      return `New member ${person.username} for “${person.name}” (${rows}).`;
    case "matched":
      return `“${person.name}” is a member or another person of the file (${rows}).`;
    case "skipped":
      return `Left out “${person.name}” (${rows}).`;
    case "unknown":
      return `Unknown (${rows}): ${person.reason}`;
  }
}

function toResult({ counts, people }: ImportFileResult) {
  const { rows, new: added, changed, unchanged, rejected, skipped } = counts;
  const created = people.flatMap((person) =>
    person.outcome === "created" ? [person.username] : [],
  );
  const unknown = people.flatMap((person) =>
    person.outcome === "unknown" ? [{ name: person.name, rows: person.rowNumbers }] : [],
  );
  const members = { new_members: created, unknown_people: unknown };
  return { rows, new: added, changed, unchanged, rejected, skipped, ...members };
}

function describeResult(counts: ImportCounts, seconds: number, options: ImportOptions): string {
  const { rows, new: added, changed, unchanged, rejected, skipped } = counts;
  const parts = [
    `${formatCount(added)} new`,
    `${formatCount(changed)} changed`,
    `${formatCount(unchanged)} unchanged`,
    `${formatCount(rejected)} rejected`,
    ...(skipped > 0 ? [`${formatCount(skipped)} skipped`] : []),
  ].join(", ");
  const rate = formatCount(Math.round(rows / Math.max(seconds, 0.001)));
  const hidden = rejected > REJECTIONS_SHOWN && options.rejections === undefined;
  return [
    ...(hidden ? ["To see all rejected rows, add --rejections <file>."] : []),
    ...(rejected > 0 && options.rejections !== undefined
      ? [`The rejected rows are in ${options.rejections}.`]
      : []),
    ...(options.dryRun === true ? ["This was a dry run: nothing was changed."] : []),
    `${pluralize(rows, "row")}: ${parts}. ${seconds.toFixed(1)} s, ${rate} rows a second.`,
  ].join("\n");
}
