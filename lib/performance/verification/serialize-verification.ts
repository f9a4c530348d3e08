import type { JobState } from "@/lib/db/other-tables";
import type { StoredVerification } from "@/lib/performance/verification/queries/verifications";
import {
  checkpointDifferences,
  keptCheckpoints,
  namedDifferences,
  type VerificationResponse,
} from "@/lib/performance/verification/schemas";

type Status = VerificationResponse["status"];

const statuses: Readonly<Record<JobState, Status>> = {
  created: "waiting",
  retry: "waiting",
  active: "running",
  // The result is written before the job ends.
  completed: "failed",
  cancelled: "failed",
  failed: "failed",
};

/** @param state of its job; null: the job is gone. */
export function getVerificationStatus(
  { finished_at: finishedAt }: Pick<StoredVerification, "finished_at">,
  state: JobState | null,
): Status {
  if (finishedAt !== null) return "finished";
  return state === null ? "failed" : statuses[state];
}

export function serializeVerification(
  stored: StoredVerification,
  state: JobState | null,
): VerificationResponse {
  return {
    id: stored.id,
    status: getVerificationStatus(stored, state),
    requested_at: stored.requested_at.toISOString(),
    finished_at: stored.finished_at?.toISOString() ?? null,
    compared_checkpoints: keptCheckpoints.parse(stored.kept).length,
    result: serializeResult(stored),
  };
}

function serializeResult(stored: StoredVerification): VerificationResponse["result"] {
  const { members, entries, waiting, unsealed, found } = stored;
  if (members === null || entries === null || waiting === null) return null;
  if (unsealed === null || found === null) return null;
  return {
    ...{ members, entries, waiting, unsealed, found },
    differences: namedDifferences.parse(stored.differences),
    checkpoint_differences: checkpointDifferences.parse(stored.checkpoints),
  };
}
