import { compare, type Difference } from "@/lib/performance/domain/ledger/check-ledger";
import { COMPONENTS, type ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import { buildBatch, countComponents, type MemberPart } from "./batch";
import { computeReleaseFigures, RELEASE_ALGORITHM, type ReleaseFigures } from "./release-figures";
import type { RecordedTeamId } from "./release-groups";

/** What a stored release counts of a member in a team, recomputed from the ledger. */
export type ReleasedPart = {
  readonly releaseId: bigint;
  readonly userId: MemberId;
  readonly teamId: RecordedTeamId;
  readonly lastEntryId: LedgerEntryId;
  readonly isCounted: boolean;
  /** Null where the last entry is not one of this member in this team. */
  readonly sums: Sums | null;
  /** Whether the entries are gone because the retention of the member's record was over. */
  readonly isExpired: boolean;
};

export type CheckedRelease = {
  readonly id: bigint;
  readonly threshold: number;
  /** The version of the algorithm that computed it. */
  readonly algorithm: number;
  readonly figures: ReleaseFigures;
};

/**
 * Compares the stored figures of a release with those of its parts. A release that counts an expired part cannot be
 * recomputed: its seal holds it.
 */
export function checkRelease(
  { id, threshold, algorithm, figures }: CheckedRelease,
  parts: readonly ReleasedPart[],
  policy: ScoringPolicy,
): readonly Difference[] {
  if (algorithm !== RELEASE_ALGORITHM) {
    return [...compare(`release ${id}: version of the algorithm`, algorithm, RELEASE_ALGORITHM)];
  }
  const misplaced = parts.find(({ sums, isExpired }) => sums === null && !isExpired);
  if (misplaced !== undefined) {
    const what = `release ${id}: team of entry ${misplaced.lastEntryId}`;
    return [...compare(what, misplaced.teamId, "another team or member")];
  }
  if (parts.some(({ isCounted, isExpired }) => isCounted && isExpired)) return [];
  const counted = parts.filter(({ isCounted }) => isCounted).flatMap(toMemberPart);
  const shown = COMPONENTS.filter((component) => figures.meanRatios[component] !== null);
  const batch = buildBatch(counted, countComponents(policy, shown), threshold);
  const recomputed = batch.members.length > 0 ? computeReleaseFigures(batch, threshold) : null;
  return [...compare(`release ${id}: figures`, figures, recomputed)];
}

/** Figures do not depend on when something was recorded. */
function toMemberPart({ sums, userId, teamId, lastEntryId }: ReleasedPart): readonly MemberPart[] {
  return sums === null
    ? []
    : [{ userId, teamId, lastEntryId, sums, month: "", lastRecordedAt: new Date(0) }];
}
