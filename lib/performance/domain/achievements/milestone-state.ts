import {
  type Completion,
  compareCompletions,
  sortCompletions,
} from "@/lib/performance/domain/ledger/completion-order";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { toMonth, toWeek } from "@/lib/performance/domain/time/weeks";
import type { MilestoneTally } from "./milestone-rules";
import { findTallyMilestones } from "./tally-milestones";

/** What is kept of a member's completions, so that one more is evaluated without reading the others. */
export type MilestoneState = {
  readonly tally: MilestoneTally;
  /** The last completion in their order; null without any. */
  readonly last: (Pick<Completion, "assignmentId"> & { readonly completedAt: Date }) | null;
  /** The local day of the last evaluation of weeks and months; null before the first. */
  readonly evaluatedOn: LocalDate | null;
};

export type AddedCompletions = {
  /** In their order. */
  readonly ordered: readonly Completion[];
  /** The tally before them. */
  readonly before: MilestoneTally;
  /** The state after them. */
  readonly after: MilestoneState;
};

/** @param completions all completions that count, in any order. */
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
 * The state after more completions. Null where they need all others to be evaluated: one of them is not after all
 * earlier completions, or is in a week or month that was evaluated after its end, or nothing was evaluated yet.
 *
 * @param completions in any order; without any the state stays the same.
 */
export function advanceMilestoneState(
  state: MilestoneState,
  completions: readonly Completion[],
): AddedCompletions | null {
  const { tally, last, evaluatedOn } = state;
  if (evaluatedOn === null) return null;
  const ordered = sortCompletions(completions);
  const [first] = ordered;
  if (first !== undefined && last !== null && !isAfter(first, last)) return null;
  const open = findFirstOpenDay(evaluatedOn);
  if (ordered.some(({ fact }) => fact.completedOn < open)) return null;
  return {
    ordered,
    before: tally,
    after: {
      tally: findTallyMilestones([], ordered, tally).tally,
      last: getLastCompletion(ordered) ?? last,
      evaluatedOn,
    },
  };
}

/** The first day whose week and month were both not over at the evaluation. */
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
