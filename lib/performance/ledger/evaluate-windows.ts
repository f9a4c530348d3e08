import "server-only";
import {
  type EvaluatedWindow,
  evaluateWindow,
  findWindowStart,
  type LateCompletions,
} from "@/lib/performance/domain/achievements/late-completions";
import type { ReachedMilestone } from "@/lib/performance/domain/achievements/milestone-rules";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type {
  StoredWindow,
  WindowFilter,
} from "@/lib/performance/ledger/queries/achievement-evidence";

export type ListWindows = (
  wanted: readonly WindowFilter[],
) => Promise<ReadonlyMap<MemberId, StoredWindow>>;

export type LateMember = {
  readonly userId: MemberId;
  /** The added completions are stored already. */
  readonly late: LateCompletions;
  /** Without revoked milestones. */
  readonly held: readonly ReachedMilestone[];
  readonly day: LocalDate;
};

/** The milestones after late completions, by member. Absent where all completions are needed to tell. */
export async function evaluateWindows(
  listWindows: ListWindows,
  members: readonly LateMember[],
): Promise<ReadonlyMap<MemberId, EvaluatedWindow>> {
  const opened = members.flatMap((member) => {
    const start = findWindowStart(member.late);
    return start === null ? [] : { ...member, start };
  });
  const stored = await listWindows(
    opened.map(({ userId, start }) => ({ userId, from: start.instant })),
  );
  return new Map(
    opened.flatMap(({ userId, late, start, held, day }) => {
      const window = stored.get(userId);
      const evaluated =
        window === undefined ? null : evaluateWindow(late, { start, ...window }, held, day);
      return evaluated === null ? [] : [[userId, evaluated]];
    }),
  );
}
