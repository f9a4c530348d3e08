import { type Command, Option } from "commander";
import type { Context } from "@/lib/context";
import { type ImportFormat, importFormats, readAssignments } from "@/lib/ingest/read-assignments";
import { importAssignments } from "@/lib/performance/imports/import-assignments";
import type { Rejection } from "@/lib/performance/imports/import-input";
import type { ImportCounts } from "@/lib/performance/imports/queries/imports";
import { withOrganization } from "./database";
import { type ImportSource, openImportSource } from "./import-source";
import { createOutput, formatCount, type Output, pluralize } from "./output";
import { showProgress } from "./progress";
import { openRejectionsFile, type RejectionsFile } from "./rejections-file";

type ImportOptions = {
  readonly organization: string;
  readonly createMembers?: true;
  readonly dryRun?: true;
  readonly rejections?: string;
  readonly format?: ImportFormat;
  readonly json?: true;
};

const REJECTIONS_SHOWN = 10;

export function addImportCommand(program: Command): void {
  program
    .command("import")
    .description("import assignments from a file; a second run of the same file changes nothing")
    .argument("<file>", "a .csv or .ndjson file, or - for standard input")
    .requiredOption("--organization <slug>", "the organization")
    .option("--create-members", "create members for unknown assignees")
    .option("--dry-run", "count the changes without making them")
    .option("--rejections <file>", "write rejected rows to this file (.csv or .ndjson)")
    .addOption(
      new Option("--format <format>", "default: by the file's extension; csv for -").choices([
        ...importFormats,
      ]),
    )
    .option("--json", "print the counts as one line of JSON")
    .action(importFromOptions);
}

async function importFromOptions(path: string, options: ImportOptions): Promise<void> {
  const output = createOutput(options.json === true);
  const source = await openImportSource(path, options.format);
  const rejections =
    options.rejections === undefined ? null : openRejectionsFile(options.rejections);
  const startedAt = performance.now();
  let counts: ImportCounts;
  try {
    counts = await withOrganization(options.organization, (context) =>
      runImport(context, { source, options, rejections, output }),
    );
  } finally {
    await rejections?.close();
  }
  const seconds = (performance.now() - startedAt) / 1000;
  output.finish(toResult(counts), describeResult(counts, seconds, options));
}

async function runImport(
  context: Context,
  { source, options, rejections, output }: Run,
): Promise<ImportCounts> {
  const view = showProgress(source.readShare);
  const { timeZone } = context.organization;
  let shown = 0;
  try {
    return await importAssignments(context, {
      rows: readAssignments(source.bytes, source.format, { timeZone, now: context.now }),
      format: source.format,
      createMembers: options.createMembers === true,
      dryRun: options.dryRun === true,
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

type Run = {
  readonly source: ImportSource;
  readonly options: ImportOptions;
  readonly rejections: RejectionsFile | null;
  readonly output: Output;
};

function describeRejection({ row, field, reason }: Rejection): string {
  return `Row ${formatCount(row)} was rejected (${field}): ${reason}`;
}

function toResult({ rows, new: added, changed, unchanged, rejected }: ImportCounts) {
  return { rows, new: added, changed, unchanged, rejected };
}

function describeResult(counts: ImportCounts, seconds: number, options: ImportOptions): string {
  const { rows, new: added, changed, unchanged, rejected } = counts;
  const parts = [
    `${formatCount(added)} new`,
    `${formatCount(changed)} changed`,
    `${formatCount(unchanged)} unchanged`,
    `${formatCount(rejected)} rejected`,
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
