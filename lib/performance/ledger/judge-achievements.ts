import "server-only";
import {
  type AchievementChanges,
  evaluateAddedCompletions,
  evaluateAllEvidence,
  evaluateChangedCompletions,
  type NewLedgerEntry,
} from "@/lib/performance/domain/achievements/achievement-changes";
import type { BadgeEvidence } from "@/lib/performance/domain/achievements/badge-rules";
import { MILESTONE_RULES } from "@/lib/performance/domain/achievements/milestone-rules";
import {
  type AddedCompletions,
  computeMilestoneState,
} from "@/lib/performance/domain/achievements/milestone-state";
import type { ScoredEntry } from "@/lib/performance/domain/achievements/score-milestones";
import { COMEBACK_WINDOW_MILLISECONDS } from "@/lib/performance/domain/achievements/score-milestones";
import {
  CONSISTENCY_WEEKS,
  computeWeeklyScores,
} from "@/lib/performance/domain/achievements/weekly-scores";
import type { Completion } from "@/lib/performance/domain/ledger/completion-order";
import type { Snapshot } from "@/lib/performance/domain/ledger/snapshots";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { listFullWeeks } from "@/lib/performance/domain/time/weeks";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  type ScoreHundredths,
  toScoreHundredths,
} from "@/lib/performance/domain/units/score-hundredths";
import {
  type AchievementChange,
  type Achievements,
  type AchievementsQuery,
  getHeldAchievements,
  NO_ACHIEVEMENTS,
} from "@/lib/performance/ledger/queries/achievements";
import type { SnapshotsFilter } from "@/lib/performance/ledger/queries/snapshots";
import type { MemberAchievements } from "@/lib/performance/ledger/queries/write-achievements";

/** Where the evidence is read: as it is after the new entries. Members without any are absent. */
export type EvidenceSource = {
  readonly listAchievements: (
    wanted: readonly AchievementsQuery[],
  ) => Promise<ReadonlyMap<MemberId, Achievements>>;
  /** All completions that count, in their order. */
  readonly listCompletions: (
    userIds: readonly MemberId[],
  ) => Promise<ReadonlyMap<MemberId, readonly Completion[]>>;
  /** Whole ledgers, in the order of the ids. */
  readonly listScoredEntries: (
    userIds: readonly MemberId[],
  ) => Promise<ReadonlyMap<MemberId, readonly ScoredEntry[]>>;
  readonly listSnapshotsFrom: (
    wanted: readonly SnapshotsFilter[],
  ) => Promise<ReadonlyMap<MemberId, readonly Snapshot[]>>;
};

/** A member whose milestones and badges are evaluated. */
export type MemberAssignments = {
  readonly userId: MemberId;
  readonly sums: Sums;
  /** In force for the member. */
  readonly policy: ScoringPolicy;
  readonly isPolicyNew: boolean;
  readonly evaluatedOn: LocalDate | null;
  /**
   * What must be read: the completion that was added after all others, if the policy did not change; all assignments,
   * where one was added between others; or the ledger as well, where a completion was reversed.
   */
  readonly reach: AddedCompletions | "work" | "everything";
  /** The entries that were just written, by id. */
  readonly entries: readonly NewLedgerEntry[];
  /** What the member reads about a milestone that they lost. */
  readonly revokedReason: string;
  /** Null where the ranking was not read. */
  readonly ranking: Pick<BadgeEvidence, "rank" | "rankedMembers"> | null;
};

export type Evaluation = {
  readonly now: Date;
  /** In the organization's time zone. */
  readonly today: LocalDate;
  /** Every version that an entry of these members names. */
  readonly policies: readonly ScoringPolicy[];
};

type EvaluatedMember = {
  readonly member: MemberAssignments;
  readonly verdict: AchievementChanges;
} & Pick<MemberAchievements, "milestoneState">;

/** What new entries change in milestones and badges, once per member; members without a change are absent. */
export async function judgeAchievements(
  source: EvidenceSource,
  evaluation: Evaluation,
  members: readonly MemberAssignments[],
): Promise<readonly MemberAchievements[]> {
  const stored = await source.listAchievements(
    members.map((member) => ({ userId: member.userId, low: getComebackLow(member) })),
  );
  const getStored = (userId: MemberId) => stored.get(userId) ?? NO_ACHIEVEMENTS;
  const weeks = await listWeeklyScores(
    source,
    members.flatMap(({ userId, policy, isPolicyNew, evaluatedOn: day }) =>
      isPolicyNew && day !== null ? { userId, policy, day } : [],
    ),
  );
  const evaluated: EvaluatedMember[] = [];
  const whole: MemberAssignments[] = [];
  for (const member of members) {
    const { userId, reach, entries, sums } = member;
    if (mayBeComeback(getStored(userId))) {
      whole.push({ ...member, reach: "everything" });
      continue;
    }
    if (typeof reach === "string") {
      whole.push(member);
      continue;
    }
    const evidence = { added: reach, entries, sums, weeklyScores: weeks.get(userId) ?? null };
    const verdict = evaluateAddedCompletions(evidence, getHeldAchievements(getStored(userId)));
    evaluated.push({ member, verdict, milestoneState: null });
  }
  evaluated.push(...(await evaluateAll(source, evaluation, whole, getStored)));
  return evaluated.map((one) => toMemberAchievements(one, evaluation.now)).filter(isWorthWriting);
}

const COMEBACK_RISE = MILESTONE_RULES.find(({ type }) => type === "comeback")?.threshold ?? 0;

type GetStored = (userId: MemberId) => Achievements;

/**
 * The low that a score must have had for the new entries to be a comeback, and since when; null where they make none.
 */
function getComebackLow({ reach, entries }: MemberAssignments): AchievementsQuery["low"] {
  const [first] = entries;
  const scores = entries.flatMap(({ provisional, score }) => (provisional ? [] : (score ?? [])));
  if (reach === "everything" || first === undefined || scores.length === 0) return null;
  return {
    since: new Date(first.createdAt.getTime() - COMEBACK_WINDOW_MILLISECONDS),
    atMost: toScoreHundredths(Math.max(...scores) - COMEBACK_RISE),
  };
}

/** Whether the new entries may be a comeback; only the whole ledger tells. */
function mayBeComeback({ wasLow, milestones }: Achievements): boolean {
  const isHeld = milestones.some(
    ({ type, revokedAt }) => type === "comeback" && revokedAt === null,
  );
  return wasLow && !isHeld;
}

async function evaluateAll(
  source: EvidenceSource,
  { today, policies }: Evaluation,
  members: readonly MemberAssignments[],
  getStored: GetStored,
): Promise<readonly EvaluatedMember[]> {
  if (members.length === 0) return [];
  const ids = members.map(({ userId }) => userId);
  const days = members.map(({ userId, policy, evaluatedOn }) => ({
    userId,
    policy,
    // An evaluation of missed days must not revoke what newer assignments earned.
    day: evaluatedOn !== null && evaluatedOn > today ? evaluatedOn : today,
  }));
  const completions = await source.listCompletions(ids);
  const withLedger = members.filter(({ reach }) => reach === "everything");
  const ledgers = await source.listScoredEntries(withLedger.map(({ userId }) => userId));
  const weeks = await listWeeklyScores(source, days);
  const policiesByVersion = new Map(policies.map((policy) => [policy.version, policy]));
  const daysByMember = new Map(days.map(({ userId, day }) => [userId, day]));
  return members.map((member) => {
    const { userId, sums, ranking, reach } = member;
    const day = daysByMember.get(userId) ?? today;
    const work = completions.get(userId) ?? [];
    const evidence = {
      ...{ sums, ranking, policies: policiesByVersion, today: day },
      completions: work,
      entries: ledgers.get(userId) ?? [],
      weeklyScores: weeks.get(userId) ?? [],
    };
    const held = getHeldAchievements(getStored(userId));
    const verdict =
      reach === "everything"
        ? evaluateAllEvidence(evidence, held)
        : evaluateChangedCompletions(evidence, member.entries, held);
    return { member, verdict, milestoneState: computeMilestoneState(work, day) };
  });
}

/** The scores of the weeks by which consistency is judged, on a day that may differ between members. */
export async function listWeeklyScores(
  source: Pick<EvidenceSource, "listSnapshotsFrom">,
  members: readonly {
    readonly userId: MemberId;
    readonly policy: ScoringPolicy;
    readonly day: LocalDate;
  }[],
): Promise<ReadonlyMap<MemberId, readonly (ScoreHundredths | null)[]>> {
  if (members.length === 0) return new Map();
  const wanted = members.map(({ userId, day }) => ({
    userId,
    from: listFullWeeks(day, CONSISTENCY_WEEKS)[0]?.from ?? day,
  }));
  const snapshots = await source.listSnapshotsFrom(wanted);
  return new Map(
    members.map(({ userId, policy, day }) => [
      userId,
      computeWeeklyScores(toDayChanges(snapshots.get(userId) ?? []), day, policy),
    ]),
  );
}

function toDayChanges(snapshots: readonly Snapshot[]) {
  return snapshots.map(({ date, day }) => ({ date, delta: day }));
}

function toMemberAchievements(
  { member, verdict, milestoneState }: EvaluatedMember,
  now: Date,
): MemberAchievements {
  const { userId, entries, revokedReason } = member;
  const { milestones, badges } = verdict;
  const newest = entries.at(-1) ?? null;
  return {
    ...{ userId, revokedReason, milestoneState },
    entryId: newest?.id ?? null,
    milestones: [...milestones.reached, ...milestones.amended],
    revoked: milestones.revoked,
    gained: badges.gained,
    lost: badges.lost,
    earnedAt: newest?.createdAt ?? now,
    changes: [
      ...milestones.reached.map(({ type }) => createChange("milestone", type, true)),
      ...milestones.revoked.map((type) => createChange("milestone", type, false)),
      ...badges.gained.map(({ name }) => createChange("badge", name, true)),
      ...badges.lost.map(({ name }) => createChange("badge", name, false)),
    ],
  };
}

function createChange(
  kind: AchievementChange["kind"],
  name: string,
  isGain: boolean,
): AchievementChange {
  return { kind, name, isGain };
}

function isWorthWriting({ milestoneState, changes, milestones }: MemberAchievements): boolean {
  return milestoneState !== null || changes.length > 0 || milestones.length > 0;
}
