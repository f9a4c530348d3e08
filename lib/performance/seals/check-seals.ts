import "server-only";
import type { Context } from "@/lib/context";
import { withSnapshot } from "@/lib/db/transaction";
import { hashText } from "@/lib/hash-text";
import { compare, type Difference } from "@/lib/performance/domain/ledger/check-ledger";
import {
  type CheckpointDifference,
  compareCheckpoints,
  type KeptCheckpoint,
} from "@/lib/performance/domain/seals/kept-checkpoints";
import {
  type Checkpoint,
  getExpectedBlock,
  type Seal,
  type SealedTable,
  sealedTables,
  toCheckpointText,
} from "@/lib/performance/domain/seals/seal";
import { isKnownForm, NEWEST_FORM } from "@/lib/performance/seals/queries/canonical-form";
import { listExpirations } from "@/lib/performance/seals/queries/expirations";
import { countRowsAfter, getBlock } from "@/lib/performance/seals/queries/sealed-rows";
import { listCheckpoints, listSeals } from "@/lib/performance/seals/queries/seals";

const SEALS_AT_ONCE = 500;

export type CheckedSeals = {
  /** The first block that does not fit its seal, and the first checkpoint that does not fit its seals. */
  readonly differences: readonly Difference[];
  /** The kept checkpoints that the database does not have. */
  readonly checkpoints: readonly CheckpointDifference[];
  /** Rows that no seal holds yet: a change of them is not found. */
  readonly unsealed: number;
};

/**
 * Recomputes the hash of every sealed block and of every checkpoint. Sealed rows never change, and rows that expire are
 * removed together with the record of what is left, so concurrent writes cause no difference.
 *
 * @param kept the organization's checkpoints that were kept outside the database.
 */
export async function checkSeals(
  context: Context,
  kept: readonly KeptCheckpoint[],
): Promise<CheckedSeals> {
  const { database, organizationId } = context;
  const checkpoints = await listCheckpoints(database, organizationId);
  const { differences, lastIds } = await checkBlocks(context);
  let unsealed = 0;
  for (const table of sealedTables) {
    const after = lastIds.get(table) ?? null;
    unsealed += await countRowsAfter(database, organizationId, { table, after });
  }
  return {
    differences: [...differences, ...(await checkCheckpoints(context, checkpoints))],
    checkpoints: compareCheckpoints(checkpoints, kept),
    unsealed,
  };
}

/** Stops to compare at the first block that does not fit. */
async function checkBlocks(context: Context) {
  const { database, organizationId } = context;
  const lastIds = new Map<SealedTable, bigint>();
  let differences: readonly Difference[] = [];
  let after = 0;
  for (;;) {
    const page = { after, limit: SEALS_AT_ONCE };
    const seals = await listSeals(database, organizationId, page);
    for (const seal of seals) {
      const lastId = lastIds.get(seal.table) ?? null;
      if (differences.length === 0) differences = await checkBlock(context, seal, lastId);
      lastIds.set(seal.table, seal.lastId);
      after = seal.number;
    }
    if (seals.length < SEALS_AT_ONCE) return { differences, lastIds };
  }
}

async function checkBlock(
  { database, organizationId }: Context,
  seal: Seal,
  after: bigint | null,
): Promise<readonly Difference[]> {
  const { number, table, form, lastId: upTo } = seal;
  const name = `seal ${number} (${table}, ids ${seal.firstId} to ${upTo})`;
  if (!isKnownForm(form)) return [...compare(`form of ${name}`, form, NEWEST_FORM)];
  const range = { table, form, after, upTo };
  const block = await getBlock(database, organizationId, range);
  if (block.rows === seal.rows && block.hash === seal.hash) return [];
  return withSnapshot(database, async (transaction) => {
    const expirations = await listExpirations(transaction, organizationId, number);
    const expected = getExpectedBlock(seal, expirations);
    const left = await getBlock(transaction, organizationId, range);
    const rows = [...compare(`number of rows of ${name}`, expected.rows, left.rows)];
    return rows.length > 0 ? rows : [...compare(`SHA-256 of ${name}`, expected.hash, left.hash)];
  });
}

async function checkCheckpoints(
  { database, organizationId }: Context,
  checkpoints: readonly Checkpoint[],
): Promise<readonly Difference[]> {
  let previous: Checkpoint | null = null;
  for (const checkpoint of checkpoints) {
    const range = { after: previous?.lastSeal ?? 0, upTo: checkpoint.lastSeal };
    const seals = await listSeals(database, organizationId, range);
    const text = toCheckpointText({ ...checkpoint, organizationId, previous, seals });
    const name = `SHA-256 of checkpoint ${checkpoint.number}`;
    const differences = [...compare(name, checkpoint.hash, hashText(text))];
    if (differences.length > 0) return differences;
    previous = checkpoint;
  }
  return [];
}
