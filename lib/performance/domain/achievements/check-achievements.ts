import { compare, type Difference } from "@/lib/performance/domain/ledger/check-ledger";
import { type AchievementEvidence, type Held, judgeCompletions } from "./achievement-changes";
import type { ReachedMilestone } from "./milestone-rules";
import { MILESTONE_RULES, type MilestoneType } from "./milestone-rules";
import { computeMilestoneState, type MilestoneState } from "./milestone-state";
import { evaluateMilestones } from "./milestones";

/**
 * Compares streak, work milestones and badges with what the counted completions give, as of the day on which they were
 * judged last. Score milestones follow the ledger and `top_performer` other members, so that neither is compared.
 *
 * @param evidence all that is needed of it; `today` is the day on which the stored position was judged.
 */
export function* checkAchievements(
  stored: MilestoneState,
  held: Held,
  evidence: Omit<AchievementEvidence, "entries" | "ranking">,
): Generator<Difference> {
  const computed = computeMilestoneState(evidence.completions, evidence.today);
  yield* compare("on-time streak", stored.tally.streak, computed.tally.streak);
  yield* compare("hard tasks", stored.tally.hardTasks, computed.tally.hardTasks);
  yield* compare("last completion", toComparableLast(stored), toComparableLast(computed));
  yield* checkMilestones(held, evidence);
  const work = { ...evidence, ranking: null };
  const { gained, lost } = judgeCompletions(work, [], held).badges;
  for (const { name } of gained) yield* compare(`badge ${name}`, "not held", "held");
  for (const { name } of lost) yield* compare(`badge ${name}`, "held", "not held");
}

function* checkMilestones(
  { milestones }: Held,
  evidence: Omit<AchievementEvidence, "entries" | "ranking">,
): Generator<Difference> {
  const { reached } = evaluateMilestones({ ...evidence, entries: [] });
  const storedOf = byType(milestones);
  const reachedOf = byType(reached);
  for (const { type, basis } of MILESTONE_RULES) {
    if (basis === "score") continue;
    const stored = toComparableMilestone(storedOf.get(type));
    yield* compare(`milestone ${type}`, stored, toComparableMilestone(reachedOf.get(type)));
  }
}

function byType(
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
