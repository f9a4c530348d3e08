import "server-only";
import type { Context } from "@/lib/context";
import type {
  CheckpointDifference,
  KeptCheckpoint,
} from "@/lib/performance/domain/seals/kept-checkpoints";
import {
  insertFinishedVerification,
  type VerificationResult,
} from "@/lib/performance/verification/queries/verifications";
import {
  type Verification,
  type VerificationOptions,
  verifyOrganization,
} from "./verify-organization";

/** The result names this many differences. */
const NAMED_DIFFERENCES = 1_000;

/**
 * Verifies the organization and records when, and what differs: the names of the values, never the values.
 *
 * @throws AppError `forbidden` without `manage_organization`.
 */
export async function verifyAndRecord(
  context: Context,
  options: VerificationOptions & { readonly kept: readonly KeptCheckpoint[] },
): Promise<Verification> {
  const { database, organizationId, now } = context;
  const started = performance.now();
  const found = await verifyOrganization(context, options);
  await insertFinishedVerification(
    database,
    organizationId,
    { kept: options.kept, startedAt: now },
    { ...toResult(found), finished_at: getTimeSince(now, started) },
  );
  return found;
}

/** An auditor may read it, who sees no figure of others. */
export function toResult({
  differences,
  checkpoints,
  waiting,
  ...counts
}: Verification): VerificationResult {
  return {
    ...counts,
    waiting: waiting.length,
    found: differences.length,
    differences: differences
      .slice(0, NAMED_DIFFERENCES)
      .map(({ userId, what }) => ({ user_id: userId, what })),
    checkpoints: checkpoints.map(serializeCheckpoint),
  };
}

/** @param started a reading of `performance.now()` at `now`. */
export function getTimeSince(now: Date, started: number): Date {
  return new Date(now.getTime() + Math.round(performance.now() - started));
}

function serializeCheckpoint({ number, stored }: CheckpointDifference) {
  return { number, found: stored === null ? "missing" : "other" } as const;
}
