import { Importer } from "@/app/api/_tests/send-import";
import type { Context } from "@/lib/context";
import { readRejections } from "@/lib/performance/imports/import-assignments";
import type { Rejection } from "@/lib/performance/imports/import-input";
import { readRecognized } from "@/lib/performance/imports/requests/recognition-schemas";
import {
  type CaseOptions,
  type CaseResult,
  localizePeople,
  readCase,
  showAddresses,
} from "./import-case";

const importers = new WeakMap<Context, Promise<Importer>>();

const contentTypes: Readonly<Record<string, string>> = {
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  ndjson: "application/x-ndjson",
};

/**
 * Imports a case as an administrator does by HTTP: sends the file, decides what it leaves open, and starts it.
 * @throws Error with the sentence of a response that rejects the file.
 */
export async function sendCase(
  context: Context,
  file: string,
  options: CaseOptions = {},
): Promise<CaseResult> {
  const importer = importers.get(context) ?? Importer.create(context);
  importers.set(context, importer);
  const by = await importer;
  const ending = findEnding(file);
  const complete = options.choices?.isComplete === true ? { complete: "true" } : {};
  const query = { interactive: "true", create_members: "true", ...complete };
  const sent = await by.send(readCase(context, file), query, contentTypes[ending]);
  const body: { readonly id: number; readonly detail: string } = await sent.json();
  if (sent.status !== 202) throw new Error(body.detail);
  return await finish(by, body.id, options);
}

function findEnding(file: string): string {
  if (!file.includes("\n")) return file.split(".").at(-1) ?? "";
  return file.startsWith("{") ? "ndjson" : "csv";
}

async function finish(by: Importer, id: number, options: CaseOptions): Promise<CaseResult> {
  const { context } = by;
  const failed = await by.get(id);
  if (failed.problem !== null) throw new Error(failed.problem);
  await by.work(id);
  const settings = toSettings(context, options);
  if (Object.keys(settings).length > 0) {
    const response = await by.change(id, settings);
    if (!response.ok) throw new Error(await response.text());
    await by.work(id);
  }
  if (options.dryRun !== true) {
    await by.act(id, "run");
    await by.work(id);
  }
  return readResult(by, id);
}

async function readResult(by: Importer, id: number): Promise<CaseResult> {
  const { context } = by;
  const { organizationId, database } = context;
  const done = await by.get(id);
  const rejections: Rejection[] = [];
  for await (const page of readRejections(context, { organizationId, importId: id })) {
    rejections.push(...page);
  }
  const record = await database.import.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id } },
  });
  const recognized = readRecognized(record.recognized);
  return showAddresses(context, {
    counts: {
      ...{ rows: done.rows, new: done.new, changed: done.changed, unchanged: done.unchanged },
      ...{ rejected: done.rejected, skipped: done.skipped },
    },
    notes: done.recognized?.notes.map(toOptionWords) ?? [],
    people: done.people.map(({ name, outcome, row_numbers: rowNumbers }) => ({
      ...{ name, outcome, rowNumbers },
    })),
    rejections,
    reasons: rejections.map(({ reason }) => reason),
    columns: recognized?.columns ?? [],
    settings: recognized?.settings ?? "",
  });
}

function toSettings(context: Context, { choices = {}, people }: CaseOptions): object {
  const { aliases = {}, newPeople = [], skipped = [] } = localizePeople(context, people);
  const named = [
    ...Object.entries(aliases).map(([name, member]) => ({ name, is: "member", member })),
    ...newPeople.map((name) => ({ name, is: "new" })),
    ...skipped.map((name) => ({ name, is: "skipped" })),
  ];
  const { statusWords, difficulties, timeZone, clearEmpty } = choices;
  const numbers = Object.entries(difficulties ?? {}).map(([text, value]) => [text, Number(value)]);
  return {
    ...(named.length > 0 && { people: named }),
    ...((statusWords || difficulties) && {
      mapping: { status: statusWords ?? {}, difficulty: Object.fromEntries(numbers) },
    }),
    ...(timeZone && { time_zone: timeZone }),
    ...(clearEmpty !== undefined && { clear_empty: clearEmpty }),
  };
}

/** The notes as the command line says them, which the cases expect. */
function toOptionWords(note: string): string {
  return note
    .replace(/set mapping\.status of "(.*?)" to (\w+)/, 'add --status "$1=$2"')
    .replace(
      /\b(time_zone|due_midnight|date_order|clear_empty)\b/g,
      (name) => `--${name.replaceAll("_", "-")}`,
    );
}
