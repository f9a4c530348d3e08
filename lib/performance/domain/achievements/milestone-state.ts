import {
  type Completion,
  compareCompletions,
  sortCompletions,
} from "@/lib/performance/domain/ledger/completion-order";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { toMonth, toWeek } from "@/lib/performance/domain/time/weeks";
import type { MilestoneTally } from "./milestone-rules";
import { EMPTY_TALLY, findTallyMilestones } from "./tally-milestones";

/** Where a member's work stands for milestones, so that one more completion is judged without the others. */
export type MilestoneState = {
  /** What all counted completions add up to, in their order. */
  readonly tally: MilestoneTally;
  /** The last of them; null without any. */
  readonly last: (Pick<Completion, "assignmentId"> & { readonly completedAt: Date }) | null;
  /** The local day of which weeks and months were judged last; null before they were for the first time. */
  readonly evaluatedOn: LocalDate | null;
};

export const INITIAL_MILESTONE_STATE: MilestoneState = {
  tally: EMPTY_TALLY,
  last: null,
  evaluatedOn: null,
};

export type AddedCompletion = {
  /** The added completions in their order. */
  readonly ordered: readonly Completion[];
  /** What was counted before them. */
  readonly before: MilestoneTally;
  /** Where the work stands after them. */
  readonly position: MilestoneState;
};

/** The position that all counted completions give, in any order. */
export function computeMilestoneState(
  completions: Iterable<Completion>,
  evaluatedOn: LocalDate,
): MilestoneState {
  const ordered = sortCompletions(completions);
  return {
    tally: findTallyMilestones([], ordered).tally,
    last: getLastCompletion(ordered),
    evaluatedOn,
  };
}

/**
 * The position after more completions. Null where they cannot be judged without the others: one is not after all that
 * were counted, or it is in a week or month that was judged when it was over, or nothing was judged yet.
 *
 * @param completions in any order; without any it is the same position.
 */
export function advanceMilestoneState(
  position: MilestoneState,
  completions: readonly Completion[],
): AddedCompletion | null {
  const { tally, last, evaluatedOn } = position;
  if (evaluatedOn === null) return null;
  const ordered = sortCompletions(completions);
  const [first] = ordered;
  if (first !== undefined && last !== null && !isAfter(first, last)) return null;
  const open = findFirstOpenDay(evaluatedOn);
  if (ordered.some(({ fact }) => fact.completedOn < open)) return null;
  return {
    ordered,
    before: tally,
    position: {
      tally: findTallyMilestones([], ordered, tally).tally,
      last: getLastCompletion(ordered) ?? last,
      evaluatedOn,
    },
  };
}

/** The first day of which neither the week nor the month was over. */
function findFirstOpenDay(evaluatedOn: LocalDate): LocalDate {
  const { from: monday } = toWeek(evaluatedOn);
  const { from: first } = toMonth(evaluatedOn);
  // A month may begin within a week.
  if (first > monday) return first;
  return monday;
}

function getLastCompletion(ordered: readonly Completion[]): MilestoneState["last"] {
  const last = ordered.at(-1);
  if (last === undefined) return null;
  return { assignmentId: last.assignmentId, completedAt: last.fact.completedAt };
}

function isAfter(completion: Completion, last: NonNullable<MilestoneState["last"]>): boolean {
  const { fact } = completion;
  const known = {
    assignmentId: last.assignmentId,
    fact: { ...fact, completedAt: last.completedAt },
  };
  return compareCompletions(completion, known) > 0;
}
