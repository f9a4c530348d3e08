import "server-only";
import type { Context } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { hashText } from "@/lib/hash-text";
import { requirePermission } from "@/lib/performance/access/permissions";
import {
  type Checkpoint,
  type SealedTable,
  sealedTables,
  toCheckpointText,
} from "@/lib/performance/domain/seals/seal";
import { NEWEST_FORM } from "@/lib/performance/seals/queries/canonical-form";
import {
  areTransactionsOver,
  readTransactionHorizon,
} from "@/lib/performance/seals/queries/open-transactions";
import { getNextBlock, readLastIds } from "@/lib/performance/seals/queries/sealed-rows";
import {
  findLastCheckpoint,
  getSealedUpTo,
  insertCheckpoint,
  insertSeal,
  listSeals,
  lockSeals,
} from "@/lib/performance/seals/queries/seals";

/** Younger rows wait for the next seal. */
const AGE_MILLISECONDS = 15 * 60_000;
/** Longer than any transaction of this service. */
const PATIENCE_MILLISECONDS = 150_000;
const POLL_MILLISECONDS = 100;

export type MadeSeals = {
  readonly seals: number;
  readonly rows: number;
  /** The last checkpoint, also where this run made none; null: there is none. */
  readonly checkpoint: Checkpoint | null;
};

/**
 * Seals the rows that no seal holds and that are older than 15 minutes, then makes one checkpoint over the new seals.
 * Each seal is a short transaction of its own: an interrupted run keeps its seals, and the next one goes on. Of two
 * runs at once, each seals what the other has not. Writers of the rows neither wait nor write more.
 *
 * @throws AppError `forbidden` without `manage_organization`; `overloaded` where another transaction stays open for
 * minutes; the signal's reason when it is to stop between two seals.
 */
export async function sealOrganization(
  context: Context,
  stopping: AbortSignal,
): Promise<MadeSeals> {
  requirePermission(context.actor, "manage_organization");
  const lastIds = await readSettledIds(context, stopping);
  let seals = 0;
  let rows = 0;
  for (const table of sealedTables) {
    for (;;) {
      stopping.throwIfAborted();
      const sealed = await sealNextBlock(context, table, lastIds.get(table) ?? 0n);
      if (sealed === 0) break;
      seals += 1;
      rows += sealed;
    }
  }
  return { seals, rows, checkpoint: await makeCheckpoint(context) };
}

/**
 * The last id of each table, below which no other can turn up any more. An import dates its rows by its own beginning,
 * so that a row may be old when it is written, while a concurrent transaction has yet to commit one with a lower id.
 */
async function readSettledIds({ database, organizationId }: Context, stopping: AbortSignal) {
  const lastIds = await readLastIds(database, organizationId);
  // After the ids: a transaction that begins between both statements is waited for too.
  const horizon = await readTransactionHorizon(database);
  for (let waited = 0; ; waited += POLL_MILLISECONDS) {
    stopping.throwIfAborted();
    if (await areTransactionsOver(database, horizon)) return lastIds;
    if (waited >= PATIENCE_MILLISECONDS) {
      throw new AppError(
        "overloaded",
        "Another transaction of the database has been open for minutes. Nothing was sealed. Seal again when it has ended.",
      );
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}

/** @returns how many rows the new seal holds; 0: none was due. */
async function sealNextBlock(
  { database, organizationId, now }: Context,
  table: SealedTable,
  upTo: bigint,
): Promise<number> {
  return withTransaction(database, async (transaction) => {
    await lockSeals(transaction, organizationId);
    const { number, lastId: after } = await getSealedUpTo(transaction, organizationId, table);
    const before = new Date(now.getTime() - AGE_MILLISECONDS);
    const due = { table, after, upTo, before };
    const block = await getNextBlock(transaction, organizationId, due);
    if (block === null) return 0;
    const seal = { ...block, number: number + 1, form: NEWEST_FORM };
    await insertSeal(transaction, organizationId, seal, now);
    return block.rows;
  });
}

/** Makes the checkpoint over the seals that none covers. @returns the last checkpoint. */
async function makeCheckpoint({
  database,
  organizationId,
  now,
}: Context): Promise<Checkpoint | null> {
  return withTransaction(database, async (transaction) => {
    await lockSeals(transaction, organizationId);
    const previous = await findLastCheckpoint(transaction, organizationId);
    const range = { after: previous?.lastSeal ?? 0 };
    const seals = await listSeals(transaction, organizationId, range);
    const lastSeal = seals.at(-1)?.number;
    if (lastSeal === undefined) return previous;
    const rows = seals.reduce((sum, seal) => sum + BigInt(seal.rows), previous?.rows ?? 0n);
    const number = (previous?.number ?? 0) + 1;
    const unhashed = { organizationId, number, lastSeal, rows, createdAt: now, previous, seals };
    const checkpoint = {
      number,
      lastSeal,
      rows,
      createdAt: now,
      hash: hashText(toCheckpointText(unhashed)),
    };
    await insertCheckpoint(transaction, organizationId, checkpoint);
    return checkpoint;
  });
}
