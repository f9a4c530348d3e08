import "server-only";
import type { Context } from "@/lib/context";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  listNamesInRange,
  listRepeatedRows,
  listUnknownNames,
  type RowRange,
  rejectAssignees,
  resolveAssignees,
  skipAssignees,
  type UnknownName,
} from "@/lib/performance/imports/queries/import-people";
import { rejectRows } from "@/lib/performance/imports/queries/import-rows";
import type { ImportKey } from "@/lib/performance/imports/queries/imports";
import { listMemberNames } from "@/lib/performance/members/queries/members";
import { createMembers } from "./create-members";
import type { FilePerson, ImportInput } from "./import-input";
import { NO_CHOICES, type PersonDecision, planPeople } from "./plan-people";

const ROWS_PER_BATCH = 2000;

type AssignInput = Pick<ImportInput, "createMembers" | "dryRun" | "people" | "onPeople">;

/**
 * Assigns a member to every staged row, and rejects rows without one and rows that repeat an earlier one. No statement
 * and no transaction grows with the file.
 * @returns how many valid rows were rejected or left out.
 */
export async function assignMembers(
  context: Context,
  key: ImportKey,
  input: AssignInput,
  lastRow: number,
): Promise<{ readonly rejected: number; readonly skipped: number }> {
  const names = await listUnknownNames(context.database, key);
  const outcomes = names.length === 0 ? NOTHING : await decidePeople(context, names, input);
  input.onPeople?.(names.flatMap((name) => describePerson(name, outcomes)));
  let rejected = 0;
  let skipped = 0;
  for (let from = 0; from <= lastRow; from += ROWS_PER_BATCH) {
    const range = { from, until: from + ROWS_PER_BATCH };
    if (names.length > 0) {
      const done = await assignRange(context, key, range, outcomes);
      rejected += done.rejected;
      skipped += done.skipped;
    }
    rejected += await rejectRepeatedRows(context, key, range);
  }
  return { rejected, skipped };
}

/** @returns the number of rows. */
async function rejectRepeatedRows(
  { database }: Context,
  key: ImportKey,
  range: RowRange,
): Promise<number> {
  const repeated = await listRepeatedRows(database, key, range);
  const rejections = repeated.map(({ rowNumber, firstRow }) => ({
    rowNumber,
    field: "external_id",
    reason: `Row ${firstRow} of this file has the same external_id.`,
  }));
  await rejectRows(database, key, rejections);
  return rejections.length;
}

type Outcome =
  | { readonly kind: "member"; readonly userId: MemberId; readonly username?: string }
  | { readonly kind: "skip" }
  | { readonly kind: "reject"; readonly reason: string }
  /** Only rows with other errors name them. */
  | { readonly kind: "none" };

const NOTHING: ReadonlyMap<string, Outcome> = new Map();

async function decidePeople(
  context: Context,
  names: readonly UnknownName[],
  input: AssignInput,
): Promise<ReadonlyMap<string, Outcome>> {
  const { database, organizationId } = context;
  const { people = {} } = input;
  const decisions = planPeople(
    names.map(({ name }) => name),
    await listMemberNames(database, organizationId),
    {
      createMembers: input.createMembers,
      areNames: people.areNames === true,
      findLinked: people.findLinked ?? (() => null),
      choices: people.choices ?? NO_CHOICES,
    },
  );
  const shown = new Map(names.map((name) => [name.name, name.shown]));
  const needed = listNeeded(names, decisions);
  const created = await createMembers(
    context,
    needed.map((name) => ({ name, shown: shown.get(name) ?? name })),
    {
      isDryRun: input.dryRun,
      reserved: names.flatMap(({ name }) => (decisions.get(name)?.kind === "reject" ? [name] : [])),
    },
  );
  return new Map(names.map(({ name }) => [name, toOutcome(name, decisions, created)]));
}

/** The new people of valid rows, itself or by another name. */
function listNeeded(
  names: readonly UnknownName[],
  decisions: ReadonlyMap<string, PersonDecision>,
): readonly string[] {
  const meant = names
    .filter(({ validRows }) => validRows > 0)
    .map(({ name }) => followName(name, decisions));
  return [...new Set(meant)].filter((name) => decisions.get(name)?.kind === "create");
}

/** The name that a name means; itself where it means no other. */
function followName(name: string, decisions: ReadonlyMap<string, PersonDecision>): string {
  let current = name;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const decision = decisions.get(current);
    if (decision?.kind !== "same") return current;
    current = decision.as;
  }
  return current;
}

/** An alias may name another one, but not in a circle. */
const MAX_STEPS = 5;

function toOutcome(
  name: string,
  decisions: ReadonlyMap<string, PersonDecision>,
  created: Awaited<ReturnType<typeof createMembers>>,
): Outcome {
  const meant = followName(name, decisions);
  const decision = decisions.get(meant);
  if (decision?.kind === "create") {
    const member = created.get(meant) ?? { kind: "none" };
    return member.kind === "member" && meant !== name
      ? { kind: "member", userId: member.userId }
      : member;
  }
  if (decision === undefined || decision.kind === "same") {
    return { kind: "reject", reason: `“${name}” is an alias of “${meant}”, which is no person.` };
  }
  return decision;
}

function describePerson(
  { name, shown, rows, rowNumbers }: UnknownName,
  outcomes: ReadonlyMap<string, Outcome>,
): readonly FilePerson[] {
  const person = { name: name.includes("@") ? name : shown, rows, rowNumbers };
  const outcome = outcomes.get(name);
  switch (outcome?.kind) {
    case "reject":
      return [{ ...person, outcome: "unknown", reason: outcome.reason }];
    case "member":
      return outcome.username === undefined
        ? [{ ...person, outcome: "matched" }]
        : [{ ...person, outcome: "created", username: outcome.username }];
    case "skip":
      return [{ ...person, outcome: "skipped" }];
    default:
      return [];
  }
}

async function assignRange(
  { database }: Context,
  key: ImportKey,
  range: RowRange,
  outcomes: ReadonlyMap<string, Outcome>,
): Promise<{ readonly rejected: number; readonly skipped: number }> {
  const names = await listNamesInRange(database, key, range);
  const found = names.flatMap((name) => {
    const outcome = outcomes.get(name);
    return outcome === undefined ? [] : [{ name, outcome }];
  });
  await resolveAssignees(
    database,
    key,
    range,
    found.flatMap(({ name, outcome }) =>
      outcome.kind === "member" ? [{ name, userId: outcome.userId }] : [],
    ),
  );
  const skipped = await skipAssignees(
    database,
    key,
    range,
    found.flatMap(({ name, outcome }) => (outcome.kind === "skip" ? [name] : [])),
  );
  const rejected = await rejectAssignees(
    database,
    key,
    range,
    found.flatMap(({ name, outcome }) =>
      outcome.kind === "reject" ? [{ name, reason: outcome.reason }] : [],
    ),
  );
  return { rejected, skipped };
}
