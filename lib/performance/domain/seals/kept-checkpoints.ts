import type { Checkpoint } from "./seal";

/** A checkpoint as it is kept outside the database. */
export type KeptCheckpoint = {
  /** The short name of the organization. */
  readonly slug: string;
  readonly number: number;
  readonly hash: string;
};

/** One line that people can read, and `parseCheckpoints` too. */
export function formatCheckpoint(
  slug: string,
  { number, createdAt, rows, hash }: Checkpoint,
): string {
  return `${slug}: checkpoint ${number} of ${createdAt.toISOString()} over ${rows} rows, SHA-256 ${hash}`;
}

const linePattern = /^(\S+): checkpoint (\d{1,9}) of \S+ over \d+ rows, SHA-256 ([0-9a-f]{64})$/i;

/**
 * Reads lines of `formatCheckpoint`. Empty lines, and those that begin with `#`, are comments.
 * @returns `invalidLine`: the number of the first line that is neither; null: there is none.
 */
export function parseCheckpoints(text: string): {
  readonly checkpoints: readonly KeptCheckpoint[];
  readonly invalidLine: number | null;
} {
  const checkpoints: KeptCheckpoint[] = [];
  for (const [index, untrimmed] of text.split("\n").entries()) {
    const line = untrimmed.trim();
    if (line === "" || line.startsWith("#")) continue;
    const [, slug, number, hash] = linePattern.exec(line) ?? [];
    if (slug === undefined || number === undefined || hash === undefined) {
      return { checkpoints, invalidLine: index + 1 };
    }
    checkpoints.push({ slug, number: Number(number), hash: hash.toLowerCase() });
  }
  return { checkpoints, invalidLine: null };
}

/** A kept checkpoint that the database does not have, or has with another hash. */
export type CheckpointDifference = {
  readonly number: number;
  /** Null: the database has no checkpoint of this number. */
  readonly stored: string | null;
  readonly kept: string;
};

/** @param kept those of the same organization. */
export function compareCheckpoints(
  stored: readonly Pick<Checkpoint, "number" | "hash">[],
  kept: readonly KeptCheckpoint[],
): readonly CheckpointDifference[] {
  const hashes = new Map(stored.map(({ number, hash }) => [number, hash]));
  return kept
    .map(({ number, hash }) => ({ number, stored: hashes.get(number) ?? null, kept: hash }))
    .filter((one) => one.stored !== one.kept);
}
