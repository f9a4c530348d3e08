import "server-only";
import type { Context } from "@/lib/context";
import { insertFoundPeople } from "@/lib/performance/imports/queries/found-people";
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
import type { ImportKey, ImportRun } from "@/lib/performance/imports/queries/imports";
import { listMemberIdsByName, listMemberNames } from "@/lib/performance/members/queries/members";
import { createMembers } from "./create-members";
import {
  describePerson,
  PEOPLE_PER_STATEMENT,
  type PersonOutcome,
  storePeople,
} from "./describe-people";
import type { ImportInput } from "./import-input";
import { beginPhase, requireProgress } from "./import-run";
import { NO_CHOICES, type PersonDecision, planPeople } from "./plan-people";
import { listRemembered, rememberNames } from "./remember-names";
import type { StagedCounts } from "./stage-rows";

const ROWS_PER_BATCH = 2000;

type AssignInput = Pick<ImportInput, "createMembers" | "dryRun" | "people" | "onPeople" | "signal">;

/**
 * Assigns a member to every staged row, and rejects rows without one and rows that repeat an earlier one. No statement
 * and no transaction grows with the file. Doing it again after an interruption finishes it.
 */
export async function assignMembers(
  context: Context,
  run: ImportRun,
  input: AssignInput,
  counts: StagedCounts,
): Promise<void> {
  const { database } = context;
  const { lastRow } = counts;
  await beginPhase(database, run, "matching", { total: lastRow });
  const names = await listUnknownNames(database, run);
  const outcomes = names.length === 0 ? NOTHING : await decidePeople(context, run, names, input);
  const people = names.flatMap((name) => describePerson(name, outcomes));
  await storePeople(context, run, people);
  input.onPeople?.(people.map(({ person }) => person));
  for (let from = 0; from <= lastRow; from += ROWS_PER_BATCH) {
    input.signal?.throwIfAborted();
    const range = { from, until: from + ROWS_PER_BATCH };
    if (names.length > 0) await assignRange(context, run, range, outcomes);
    await rejectRepeatedRows(context, run, range);
    const done = Math.min(range.until, lastRow);
    await requireProgress(database, run, { ...counts, new: 0, changed: 0, unchanged: 0 }, done);
  }
}

async function rejectRepeatedRows(
  { database }: Context,
  key: ImportKey,
  range: RowRange,
): Promise<void> {
  const repeated = await listRepeatedRows(database, key, range);
  const rejections = repeated.map(({ rowNumber, firstRow }) => ({
    rowNumber,
    field: "external_id",
    reason: `Row ${firstRow} of this file has the same external_id.`,
  }));
  await rejectRows(database, key, rejections);
}

const NOTHING: ReadonlyMap<string, PersonOutcome> = new Map();

async function decidePeople(
  context: Context,
  key: ImportKey,
  all: readonly UnknownName[],
  input: AssignInput,
): Promise<ReadonlyMap<string, PersonOutcome>> {
  const { database, organizationId } = context;
  const { people = {} } = input;
  const known = await listKnown(context, all);
  const names = all.filter(({ name }) => !known.has(name));
  const decisions = planPeople(
    names.map(({ name }) => name),
    await listMemberNames(database, organizationId),
    {
      createMembers: input.createMembers,
      areNames: people.areNames === true,
      findLinked: people.findLinked ?? (() => null),
      choices: people.choices ?? NO_CHOICES,
      remembered: await listRemembered(
        context,
        names.map(({ name }) => name),
      ),
    },
  );
  const byName = new Map(names.map((name) => [name.name, name]));
  const needed = listNeeded(names, decisions);
  const created = await createMembers(
    context,
    needed.map((name) => ({ name, shown: byName.get(name)?.shown ?? name })),
    {
      isDryRun: input.dryRun,
      reserved: names.flatMap(({ name }) => (decisions.get(name)?.kind === "reject" ? [name] : [])),
      onCreated: (transaction, members) =>
        insertFoundPeople(
          transaction,
          key,
          members.flatMap(([name, username]) => {
            const found = byName.get(name);
            return found === undefined
              ? []
              : [{ ...found, outcome: "created" as const, reason: null, username }];
          }),
        ),
    },
  );
  const outcomes = new Map([
    ...known,
    ...names.map(({ name }) => [name, toOutcome(name, decisions, created)] as const),
  ]);
  if (!input.dryRun) await rememberNames(context, outcomes, people.choices ?? NO_CHOICES);
  return outcomes;
}

/** Those who became members meanwhile, for example in a run that was interrupted. */
async function listKnown(
  { database, organizationId }: Context,
  names: readonly UnknownName[],
): Promise<ReadonlyMap<string, PersonOutcome>> {
  const known = new Map<string, PersonOutcome>();
  for (let start = 0; start < names.length; start += PEOPLE_PER_STATEMENT) {
    const part = names.slice(start, start + PEOPLE_PER_STATEMENT).map(({ name }) => name);
    const found = await listMemberIdsByName(database, organizationId, part);
    for (const [name, userId] of found) known.set(name, { kind: "member", userId });
  }
  return known;
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
): PersonOutcome {
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

async function assignRange(
  { database }: Context,
  key: ImportKey,
  range: RowRange,
  outcomes: ReadonlyMap<string, PersonOutcome>,
): Promise<void> {
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
  await skipAssignees(
    database,
    key,
    range,
    found.flatMap(({ name, outcome }) => (outcome.kind === "skip" ? [name] : [])),
  );
  await rejectAssignees(
    database,
    key,
    range,
    found.flatMap(({ name, outcome }) =>
      outcome.kind === "reject" ? [{ name, reason: outcome.reason }] : [],
    ),
  );
}
