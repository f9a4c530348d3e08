import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
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
import { COMEBACK_WINDOW_MILLISECONDS } from "@/lib/performance/domain/achievements/score-milestones";
import {
  CONSISTENCY_WEEKS,
  computeWeeklyScores,
} from "@/lib/performance/domain/achievements/weekly-scores";
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
  listCompletions,
  listScoredEntries,
} from "@/lib/performance/ledger/queries/achievement-evidence";
import {
  type AchievementChange,
  type Achievements,
  type AchievementsQuery,
  getHeldAchievements,
  listAchievements,
  NO_ACHIEVEMENTS,
} from "@/lib/performance/ledger/queries/achievements";
import { listSnapshotsFrom } from "@/lib/performance/ledger/queries/snapshots";
import {
  type MemberAchievements,
  writeAchievements,
} from "@/lib/performance/ledger/queries/write-achievements";

/** A member whose milestones and badges are evaluated; the transaction holds their row. */
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
  readonly organizationId: number;
  readonly now: Date;
  /** In the organization's time zone. */
  readonly today: LocalDate;
  /** Every version that an entry of these members names. */
  readonly policies: readonly ScoringPolicy[];
};

/** What members gained and lost; members without a change are absent. */
export type AchievedByMember = {
  readonly userId: MemberId;
  readonly changes: readonly AchievementChange[];
};

type EvaluatedMember = {
  readonly member: MemberAssignments;
  readonly verdict: AchievementChanges;
} & Pick<MemberAchievements, "milestoneState">;

/** Evaluates milestones and badges after a write, once per member, and returns what changed. */
export async function evaluateAchievements(
  transaction: Transaction,
  evaluation: Evaluation,
  members: readonly MemberAssignments[],
): Promise<readonly AchievedByMember[]> {
  const { organizationId, now } = evaluation;
  const stored = await listAchievements(
    transaction,
    organizationId,
    members.map((member) => ({ userId: member.userId, low: getComebackLow(member) })),
  );
  const getStored = (userId: MemberId) => stored.get(userId) ?? NO_ACHIEVEMENTS;
  const weeks = await listWeeklyScores(
    transaction,
    organizationId,
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
  evaluated.push(...(await evaluateAll(transaction, evaluation, whole, getStored)));
  const written = evaluated.map((one) => toMemberAchievements(one, now)).filter(isWorthWriting);
  if (written.length > 0) await writeAchievements(transaction, organizationId, now, written);
  return written.flatMap(({ userId, changes }) =>
    changes.length === 0 ? [] : { userId, changes },
  );
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
  transaction: Transaction,
  { organizationId, today, policies }: Evaluation,
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
  const completions = await listCompletions(transaction, organizationId, ids);
  const withLedger = members.filter(({ reach }) => reach === "everything");
  const ledgers = await listScoredEntries(
    transaction,
    organizationId,
    withLedger.map(({ userId }) => userId),
  );
  const weeks = await listWeeklyScores(transaction, organizationId, days);
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
  database: Database | Transaction,
  organizationId: number,
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
  const snapshots = await listSnapshotsFrom(database, organizationId, wanted);
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
