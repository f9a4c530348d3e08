import type { EntryKind } from "@/lib/performance/domain/ledger/append-entry";

/** The most characters of a reason. */
export const MAX_REASON_LENGTH = 2000;

export type ContestStatus = "open" | "upheld" | "rejected" | "withdrawn";

/** An action that closes an open contest for good. */
export type ClosingAction = "uphold" | "reject" | "withdraw";

export type ContestableEntry = {
  readonly kind: EntryKind;
  /** Whether this entry applied or last corrected the fact that counts for its assignment. */
  readonly counts: boolean;
};

/** Why an entry cannot be contested: it is a reversal, it changed only the policy, or a newer entry replaced it. */
export type ContestObstacle = "reversal" | "policy" | "superseded";

const STATUS_AFTER: Record<ClosingAction, ContestStatus> = {
  uphold: "upheld",
  reject: "rejected",
  withdraw: "withdrawn",
};

/**
 * Returns why an entry cannot be contested; null where it can. Only an entry whose fact counts can be corrected: a
 * reversal leaves no fact to amend, and a policy is the same for all members.
 */
export function findContestObstacle({ kind, counts }: ContestableEntry): ContestObstacle | null {
  if (kind === "reversal" || kind === "policy") return kind;
  return counts ? null : "superseded";
}

/** Returns the new status; null where the contest is closed already. */
export function closeContest(status: ContestStatus, action: ClosingAction): ContestStatus | null {
  return status === "open" ? STATUS_AFTER[action] : null;
}

/**
 * What a decider has to state to uphold a contest. `facts`: the contested entry counts, so the right facts are needed
 * for a correction. `nothing`: it was corrected or reversed since, and that change upholds the contest.
 */
export function getUpholdRequirement({
  counts,
}: Pick<ContestableEntry, "counts">): "facts" | "nothing" {
  return counts ? "facts" : "nothing";
}
