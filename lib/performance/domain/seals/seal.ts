import type { OrganizationId } from "@/lib/performance/domain/units/ids";

/** The tables whose rows are sealed, in the order in which a run seals them. */
export const sealedTables = [
  "performance_logs",
  "assignment_changes",
  "scoring_policies",
  "setting_proposals",
  "audit_log",
  "aggregate_releases",
  "seal_expirations",
] as const;
export type SealedTable = (typeof sealedTables)[number];

export const MAX_ROWS_OF_SEAL = 1_000;

/** A block of rows. */
export type Block = {
  readonly table: SealedTable;
  readonly firstId: bigint;
  readonly lastId: bigint;
  readonly rows: number;
  /** The SHA-256 over the canonical form of its rows, in hexadecimal digits. */
  readonly hash: string;
};

export type Seal = Block & {
  readonly number: number;
  /** The version of the canonical form. */
  readonly form: number;
};

/** What the block of a seal is since the expired rows of a member were removed from it. */
export type SealExpiration = Pick<Block, "rows" | "hash"> & { readonly expiredRows: number };

/** How many rows the block of a seal has, and their hash, after its expirations, the first one first. */
export function getExpectedBlock(
  seal: Pick<Seal, "rows" | "hash">,
  expirations: readonly SealExpiration[],
): Pick<Block, "rows" | "hash"> {
  return {
    rows: expirations.reduce((rows, { expiredRows }) => rows - expiredRows, seal.rows),
    hash: expirations.at(-1)?.hash ?? seal.hash,
  };
}

export type Checkpoint = {
  readonly number: number;
  /** The number of the last seal that it covers. */
  readonly lastSeal: number;
  /** How many rows it covers, with those of the checkpoints before it. */
  readonly rows: bigint;
  readonly createdAt: Date;
  readonly hash: string;
};

export type UnhashedCheckpoint = Omit<Checkpoint, "hash"> & {
  readonly organizationId: OrganizationId;
  /** Null: it is the first. */
  readonly previous: Checkpoint | null;
  /** Those since the checkpoint before it, in order. */
  readonly seals: readonly Seal[];
};

/** The text whose SHA-256 a checkpoint stores. */
export function toCheckpointText({
  organizationId,
  number,
  lastSeal,
  rows,
  createdAt,
  previous,
  seals,
}: UnhashedCheckpoint): string {
  return [
    `organization ${organizationId}`,
    `checkpoint ${number}`,
    `created_at ${createdAt.getTime()}`,
    `last_seal ${lastSeal}`,
    `rows ${rows}`,
    `previous ${previous?.hash ?? "none"}`,
    ...seals.map(
      (seal) =>
        `seal ${seal.number} ${seal.table} ${seal.firstId} ${seal.lastId} ${seal.rows} ${seal.form} ${seal.hash}`,
    ),
  ].join("\n");
}
