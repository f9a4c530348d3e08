import { computeRatio, getEvidence } from "@/lib/performance/domain/scoring/component-ratio";
import {
  COMPONENTS,
  type Component,
  mapComponents,
  type ScoringPolicy,
} from "@/lib/performance/domain/scoring/policy";
import { plus, type Sums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import type { Month } from "@/lib/performance/domain/time/months";
import type { LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import { toWeightTenThousandths } from "@/lib/performance/domain/units/weight-ten-thousandths";
import type { RecordedTeamId } from "./release-groups";

/** What a member recorded in one month while in one team. Corrections and reversals make sums negative. */
export type MemberPart = {
  readonly userId: MemberId;
  readonly teamId: RecordedTeamId;
  readonly month: Month;
  readonly sums: Sums;
  readonly lastEntryId: LedgerEntryId;
  readonly lastRecordedAt: Date;
};

/** A member in a batch, with all that it counts of them. */
export type BatchMember = {
  readonly userId: MemberId;
  readonly sums: Sums;
  readonly lastRecordedAt: Date;
  readonly parts: readonly MemberPart[];
};

export type Batch = {
  /** The same members for every figure: each has evidence in each counted component. */
  readonly members: readonly BatchMember[];
  /** The policy whose weights are 0 for each component that is left out. */
  readonly policy: ScoringPolicy;
};

const NO_WEIGHT = toWeightTenThousandths(0);

/**
 * The batch of some parts. A component is left out where no more than `threshold` members have it, and then the rarest
 * until more than `threshold` members have all the others: else a component that few have would hold the whole group. A
 * member is left out without one of the other components, and where the sums are not those of a set of completions.
 */
export function buildBatch(
  parts: readonly MemberPart[],
  policy: ScoringPolicy,
  threshold: number,
): Batch {
  const candidates = addUpMembers(parts).filter(({ sums }) => areSumsOfCompletions(sums));
  const byRarity = COMPONENTS.filter((component) => policy.weights[component] > 0)
    .map((component) => ({ component, size: listMembersWith(candidates, [component]).length }))
    .filter(({ size }) => size > threshold)
    .sort((left, right) => left.size - right.size)
    .map(({ component }) => component);
  const counted = leaveOutRarest(candidates, byRarity, threshold);
  return {
    members: counted.length === 0 ? [] : listMembersWith(candidates, counted),
    policy: countComponents(policy, counted),
  };
}

/** The policy with the weights of some components alone. */
export function countComponents(
  policy: ScoringPolicy,
  counted: readonly Component[],
): ScoringPolicy {
  const weights = mapComponents((component) =>
    counted.includes(component) ? policy.weights[component] : NO_WEIGHT,
  );
  return { ...policy, weights };
}

/** @param byRarity the rarest first. */
function leaveOutRarest(
  candidates: readonly BatchMember[],
  byRarity: readonly Component[],
  threshold: number,
): readonly Component[] {
  const counted = byRarity.find(
    (_, index) => listMembersWith(candidates, byRarity.slice(index)).length > threshold,
  );
  return counted === undefined ? [] : byRarity.slice(byRarity.indexOf(counted));
}

function listMembersWith(
  candidates: readonly BatchMember[],
  components: readonly Component[],
): readonly BatchMember[] {
  return candidates.filter((member) =>
    components.every((component) => hasEvidence(member, component)),
  );
}

/** The components that the figures of a batch count. */
export function listCountedComponents({ policy }: Batch): readonly Component[] {
  return COMPONENTS.filter((component) => policy.weights[component] > 0);
}

/** Each member's parts together, in the order of their ids. */
export function addUpMembers(parts: readonly MemberPart[]): readonly BatchMember[] {
  const members = new Map<MemberId, BatchMember>();
  for (const part of parts) {
    const known = members.get(part.userId);
    members.set(part.userId, {
      userId: part.userId,
      sums: plus(known?.sums ?? ZERO_SUMS, part.sums),
      lastRecordedAt: new Date(
        Math.max(known?.lastRecordedAt.getTime() ?? 0, part.lastRecordedAt.getTime()),
      ),
      parts: [...(known?.parts ?? []), part],
    });
  }
  return [...members.values()].sort((left, right) => left.userId - right.userId);
}

/**
 * Whether sums can be those of one or more completions. Those of a reversal alone cannot, nor those of a correction of
 * what an earlier batch counted.
 */
export function areSumsOfCompletions(sums: Sums): boolean {
  const { tasks, due, onTime, earlySeconds, timed, durationSeconds } = sums;
  const isTimePossible =
    isBetween(timed, 0, tasks) &&
    durationSeconds >= 0 &&
    (timed > 0 || durationSeconds === 0) &&
    (due > 0 || earlySeconds === 0);
  return (
    tasks > 0 &&
    isBetween(due, 0, tasks) &&
    isBetween(onTime, 0, due) &&
    isTimePossible &&
    COMPONENTS.every((component) => isRatioPossible(sums, component))
  );
}

function isRatioPossible(sums: Sums, component: Component): boolean {
  const evidence = getEvidence(sums, component);
  if (!isBetween(evidence, 0, sums.tasks)) return false;
  const ratio = computeRatio(sums, component);
  if (ratio !== null) return ratio.numerator >= 0n && ratio.numerator <= ratio.denominator;
  const isEmpty = { onTime: sums.onTime, skill: sums.skillMatch, difficulty: sums.difficulty };
  return isEmpty[component] === 0;
}

function hasEvidence({ sums }: BatchMember, component: Component): boolean {
  return getEvidence(sums, component) > 0;
}

function isBetween(value: number, lowest: number, highest: number): boolean {
  return value >= lowest && value <= highest;
}
