import { compare, type Difference } from "@/lib/performance/domain/ledger/check-ledger";
import {
  type AchievementEvidence,
  evaluateBadgeChanges,
  type HeldAchievements,
} from "./achievement-changes";
import { MILESTONE_RULES, type MilestoneType, type ReachedMilestone } from "./milestone-rules";
import { computeMilestoneState, type MilestoneState } from "./milestone-state";
import { evaluateMilestones } from "./milestones";

/**
 * Compares the stored streak, milestones and badges with those computed from the applied facts, as of the day of the
 * last evaluation. Score milestones (they follow the ledger) and `top_performer` (it follows other members) are not
 * compared.
 *
 * @param evidence `today` is the day on which the stored state was evaluated.
 */
export function* checkAchievements(
  stored: MilestoneState,
  held: HeldAchievements,
  evidence: Omit<AchievementEvidence, "entries" | "ranking">,
): Generator<Difference> {
  const computed = computeMilestoneState(evidence.completions, evidence.today);
  yield* compare("on-time streak", stored.tally.streak, computed.tally.streak);
  yield* compare("hard tasks", stored.tally.hardTasks, computed.tally.hardTasks);
  yield* compare("last completion", toComparableLast(stored), toComparableLast(computed));
  yield* checkMilestones(held, evidence);
  const { gained, lost } = evaluateBadgeChanges({ ...evidence, ranking: null }, held);
  for (const { name } of gained) yield* compare(`badge ${name}`, "not held", "held");
  for (const { name } of lost) yield* compare(`badge ${name}`, "held", "not held");
}

function* checkMilestones(
  { milestones }: HeldAchievements,
  evidence: Omit<AchievementEvidence, "entries" | "ranking">,
): Generator<Difference> {
  const { reached } = evaluateMilestones({ ...evidence, entries: [] });
  const storedByType = indexByType(milestones);
  const reachedByType = indexByType(reached);
  for (const { type, basis } of MILESTONE_RULES) {
    if (basis === "score") continue;
    const stored = toComparableMilestone(storedByType.get(type));
    yield* compare(`milestone ${type}`, stored, toComparableMilestone(reachedByType.get(type)));
  }
}

function indexByType(
  milestones: readonly ReachedMilestone[],
): ReadonlyMap<MilestoneType, ReachedMilestone> {
  return new Map(milestones.map((milestone) => [milestone.type, milestone]));
}

function toComparableMilestone(milestone: ReachedMilestone | undefined) {
  if (milestone === undefined) return "not held";
  const { value, reachedAt, assignmentId, period } = milestone;
  return [value, reachedAt, `${assignmentId}`, period?.from ?? null];
}

function toComparableLast({ last }: MilestoneState) {
  return last === null ? null : [last.completedAt, `${last.assignmentId}`];
}
