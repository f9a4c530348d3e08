import "server-only";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { getExpectedBlock, type SealedTable } from "@/lib/performance/domain/seals/seal";
import type { MemberId, OrganizationId } from "@/lib/performance/domain/units/ids";
import {
  insertExpiration,
  listExpirations,
  listTouchedSeals,
  type TouchedSeal,
} from "@/lib/performance/seals/queries/expirations";
import { getBlock } from "@/lib/performance/seals/queries/sealed-rows";
import { lockSeals } from "@/lib/performance/seals/queries/seals";

/** A block of rows does not fit its seal. */
export class UnfittingSealError extends AppError {
  constructor({ number, table }: TouchedSeal["seal"]) {
    super(
      "conflict",
      `The rows of seal ${number} (${table}) do not fit it, so that the record cannot be shortened. Nothing of this member was removed. Run: pts verify`,
    );
    this.name = "UnfittingSealError";
  }
}

type ExpiredRows = {
  readonly organizationId: OrganizationId;
  readonly userId: MemberId;
  readonly now: Date;
  /** The ids of the rows that `remove` removes. */
  readonly rows: Readonly<Partial<Record<SealedTable, readonly bigint[]>>>;
};

/**
 * Removes rows of a member from the record, and records for each sealed block what is left of it, so that the seals
 * and checkpoints hold. Each block is checked before: an expiration cannot cover a change of its other rows.
 *
 * @returns how many of the removed rows were sealed.
 * @throws UnfittingSealError where a block does not fit its seal.
 */
export async function expireSealedRows(
  transaction: Transaction,
  { organizationId, userId, now, rows }: ExpiredRows,
  remove: () => Promise<void>,
): Promise<number> {
  await lockSeals(transaction, organizationId);
  const touched: TouchedSeal[] = [];
  for (const table of ["performance_logs", "assignment_changes"] as const) {
    const removed = { table, ids: rows[table] ?? [] };
    touched.push(...(await listTouchedSeals(transaction, organizationId, removed)));
  }
  for (const one of touched) await requireFittingBlock(transaction, organizationId, one);
  await remove();
  for (const one of touched) {
    const { rows: left, hash } = await readBlock(transaction, organizationId, one);
    const { number: sealNumber } = one.seal;
    const expiration = { sealNumber, expiredRows: one.count, rows: left, hash };
    await insertExpiration(transaction, organizationId, expiration, { userId, now });
  }
  return touched.reduce((sum, { count }) => sum + count, 0);
}

async function requireFittingBlock(
  transaction: Transaction,
  organizationId: OrganizationId,
  touched: TouchedSeal,
): Promise<void> {
  const { seal } = touched;
  const expirations = await listExpirations(transaction, organizationId, seal.number);
  const expected = getExpectedBlock(seal, expirations);
  const block = await readBlock(transaction, organizationId, touched);
  if (block.rows === expected.rows && block.hash === expected.hash) return;
  throw new UnfittingSealError(seal);
}

function readBlock(
  transaction: Transaction,
  organizationId: OrganizationId,
  { seal, after }: TouchedSeal,
) {
  const { table, form, lastId: upTo } = seal;
  return getBlock(transaction, organizationId, { table, form, after, upTo });
}
