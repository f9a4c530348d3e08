import type { EntryKind } from "@/lib/performance/domain/ledger/append-entry";

export type ContestStatus = "open" | "upheld" | "rejected" | "withdrawn";

/** What becomes of an open contest; whatever is not open is closed for good. */
export type Closing = "uphold" | "reject" | "withdraw";

/** An entry, as far as it decides whether it can be contested. */
export type ContestableEntry = {
  readonly kind: EntryKind;
  /** Whether the fact of its assignment counts by this entry. */
  readonly counts: boolean;
};

/** Why an entry cannot be contested: it takes back, it counts no work, or a newer one answered it. */
export type ContestObstacle = "reversal" | "policy" | "answered";

const AFTER: Record<Closing, ContestStatus> = {
  uphold: "upheld",
  reject: "rejected",
  withdraw: "withdrawn",
};

/**
 * What stands against contesting an entry; null where nothing does. Only an entry whose fact counts says something that a
 * correction can put right: a reversal left nothing to amend, and a policy is the same for everybody.
 */
export function findContestObstacle({ kind, counts }: ContestableEntry): ContestObstacle | null {
  if (kind === "reversal" || kind === "policy") return kind;
  return counts ? null : "answered";
}

/** What a contest becomes; null where it is closed already. */
export function closeContest(status: ContestStatus, closing: Closing): ContestStatus | null {
  return status === "open" ? AFTER[closing] : null;
}

/**
 * What upholding asks for. `facts`: the contested entry counts, so a correction has to say what is right. `nothing`: it was
 * corrected or taken back since, and upholding says that this is the answer.
 */
export function upholdingNeeds({ counts }: Pick<ContestableEntry, "counts">): "facts" | "nothing" {
  return counts ? "facts" : "nothing";
}
