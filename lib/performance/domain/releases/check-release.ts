import { compare, type Difference } from "@/lib/performance/domain/ledger/check-ledger";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import { buildBatch, type MemberPart } from "./batch";
import { computeReleaseFigures, type ReleaseFigures } from "./release-figures";
import type { TeamOfWork } from "./release-groups";

/** What a stored release counts of a member in a team, recomputed from the ledger. */
export type ReleasedPart = {
  readonly releaseId: bigint;
  readonly userId: number;
  readonly teamId: TeamOfWork;
  readonly lastEntryId: bigint;
  readonly inFigures: boolean;
  /** Null where the last entry is not one of this member in this team. */
  readonly sums: Sums | null;
};

export type CheckedRelease = {
  readonly id: bigint;
  readonly threshold: number;
  readonly figures: ReleaseFigures;
};

/** Compares the stored figures of a release with those of its parts. */
export function checkRelease(
  { id, threshold, figures }: CheckedRelease,
  parts: readonly ReleasedPart[],
  policy: ScoringPolicy,
): readonly Difference[] {
  const misplaced = parts.find(({ sums }) => sums === null);
  if (misplaced !== undefined) {
    const what = `release ${id}: team of entry ${misplaced.lastEntryId}`;
    return [...compare(what, misplaced.teamId, "another team or member")];
  }
  const counted = parts.filter(({ inFigures }) => inFigures).flatMap(toMemberPart);
  const batch = buildBatch(counted, policy, threshold);
  const recomputed = batch.members.length > 0 ? computeReleaseFigures(batch, threshold) : null;
  return [...compare(`release ${id}: figures`, figures, recomputed)];
}

/** Figures do not depend on when something was recorded. */
function toMemberPart({ sums, userId, teamId, lastEntryId }: ReleasedPart): readonly MemberPart[] {
  return sums === null
    ? []
    : [{ userId, teamId, lastEntryId, sums, month: "", lastRecordedAt: new Date(0) }];
}
