import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import type { RequiredSkill } from "@/lib/performance/domain/skill-match";
import {
  findNextMember,
  listPendingRows,
  type PendingRow,
  rejectRows,
} from "@/lib/performance/queries/import-rows";
import type { ImportCounts, ImportKey } from "@/lib/performance/queries/imports";
import { getOrInsertSkills, insertMembers } from "@/lib/performance/queries/members";
import type { AssignmentInput } from "./assignment-input";
import type { ImportInput } from "./import-input";
import type { NamedSkill } from "./import-row";
import { requireProgress } from "./import-run";
import { type Recorded, recordAssignments } from "./record-assignments";
import { readStagedRow } from "./staged-content";

/** Small enough that others get their turn on a database with one session. */
const ROWS_PER_BATCH = 500;
const SMALLEST_ID = -2_147_483_648;

type Application = Pick<ImportInput, "dryRun" | "onProgress"> & {
  readonly rows: number;
  readonly rejected: number;
};

/** Applies every sound row, member by member and in the order in which the work was completed. */
export async function applyStagedRows(
  context: Context,
  key: ImportKey,
  { rows, rejected, dryRun, onProgress }: Application,
): Promise<ImportCounts> {
  let counts: ImportCounts = { rows, rejected, new: 0, changed: 0, unchanged: 0 };
  const total = rows - rejected;
  const { database } = context;
  for (
    let userId = await findNextMember(database, key, SMALLEST_ID);
    userId !== null;
    userId = await findNextMember(database, key, userId)
  ) {
    let after: PendingRow | null = null;
    for (;;) {
      const pending = await listPendingRows(database, key, userId, after, ROWS_PER_BATCH);
      if (pending.length === 0) break;
      const outcomes = await applyBatch(context, key, { userId, pending, counts, dryRun });
      counts = addOutcomes(counts, outcomes);
      onProgress?.({
        phase: "applying",
        done: counts.new + counts.changed + counts.unchanged + counts.rejected - rejected,
        total,
      });
      if (pending.length < ROWS_PER_BATCH) break;
      after = pending.at(-1) ?? null;
    }
  }
  return counts;
}

type Outcomes = Recorded["outcomes"];

type Batch = {
  /** Negative where a dry run imagines the member. */
  readonly userId: number;
  readonly pending: readonly PendingRow[];
  readonly counts: ImportCounts;
  readonly dryRun: boolean;
};

/** Carries the outcomes of a dry run out of the transaction that it undoes. */
class Rehearsal extends Error {
  readonly outcomes: Outcomes;

  constructor(outcomes: Outcomes) {
    super("This was a dry run.");
    this.name = "Rehearsal";
    this.outcomes = outcomes;
  }
}

/** A dry run does all of it as well and then takes it back, so that its counts are those of the real one. */
async function applyBatch(context: Context, key: ImportKey, batch: Batch): Promise<Outcomes> {
  try {
    return await withTransaction(context.database, async (transaction) => {
      await requireProgress(transaction, key, "applying", batch.counts);
      const outcomes = await recordBatch(transaction, context, batch);
      if (batch.dryRun) throw new Rehearsal(outcomes);
      await rejectRows(transaction, key, faultsOf(batch, outcomes));
      return outcomes;
    });
  } catch (error) {
    if (!(error instanceof Rehearsal)) throw error;
    await rejectRows(context.database, key, faultsOf(batch, error.outcomes));
    return error.outcomes;
  }
}

async function recordBatch(
  transaction: Transaction,
  context: Context,
  { userId, pending }: Batch,
): Promise<Outcomes> {
  const { organization, now, actor } = context;
  const owner = userId > 0 ? userId : await addStandIn(transaction, context, userId);
  const inputs = await toInputs(transaction, organization.id, owner, pending);
  const recording = { organization, now, actorId: actor.userId };
  return (await recordAssignments(transaction, recording, inputs)).outcomes;
}

/** Rows that are sound by themselves, but not with what is stored. */
function faultsOf({ pending }: Batch, outcomes: Outcomes) {
  return pending.flatMap(({ rowNumber, externalId }) => {
    const outcome = outcomes.get(externalId);
    return typeof outcome === "object" ? [{ rowNumber, ...outcome }] : [];
  });
}

async function addStandIn(
  transaction: Transaction,
  { organizationId, now }: Context,
  number: number,
): Promise<number> {
  const username = `dry-run-${now.getTime()}${number}`;
  const [added] = await insertMembers(
    transaction,
    organizationId,
    [
      {
        username,
        email: null,
        displayName: username,
        role: "employee",
        leadScope: "team",
        teamId: null,
        passwordHash: null,
      },
    ],
    now,
  );
  if (added === undefined) throw new Error("The member of a dry run could not be kept.");
  return added.id;
}

async function toInputs(
  transaction: Transaction,
  organizationId: number,
  userId: number,
  pending: readonly PendingRow[],
): Promise<readonly AssignmentInput[]> {
  const rows = pending.map(({ content }) => readStagedRow(content));
  const names = new Set(rows.flatMap((row) => row.requiredSkills?.map(({ name }) => name) ?? []));
  const skillIds = await getOrInsertSkills(transaction, organizationId, [...names]);
  return rows.map(({ assignee: _, requiredSkills, ...row }) => ({
    ...row,
    userId,
    ...(requiredSkills !== undefined && {
      requiredSkills: resolveSkills(requiredSkills, skillIds),
    }),
  }));
}

/** Two names that differ only by case may be one skill: the first one counts. */
function resolveSkills(
  named: readonly NamedSkill[],
  skillIds: ReadonlyMap<string, number>,
): readonly RequiredSkill[] {
  const levels = new Map<number, number>();
  for (const { name, level } of named) {
    const skillId = skillIds.get(name);
    if (skillId !== undefined && !levels.has(skillId)) levels.set(skillId, level);
  }
  return [...levels].map(([skillId, level]) => ({ skillId, level }));
}

function addOutcomes(counts: ImportCounts, outcomes: Outcomes): ImportCounts {
  const added = { new: 0, changed: 0, unchanged: 0, rejected: 0 };
  for (const outcome of outcomes.values()) {
    added[typeof outcome === "object" ? "rejected" : outcome] += 1;
  }
  return {
    rows: counts.rows,
    new: counts.new + added.new,
    changed: counts.changed + added.changed,
    unchanged: counts.unchanged + added.unchanged,
    rejected: counts.rejected + added.rejected,
  };
}
