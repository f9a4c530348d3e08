import "server-only";
import {
  type AchievementChanges,
  evaluateAddedCompletions,
  evaluateAllEvidence,
  evaluateChangedCompletions,
  type HeldAchievements,
  listWithoutScores,
  type NewLedgerEntry,
} from "@/lib/performance/domain/achievements/achievement-changes";
import type { BadgeEvidence } from "@/lib/performance/domain/achievements/badge-rules";
import type {
  EvaluatedWindow,
  LateCompletions,
} from "@/lib/performance/domain/achievements/late-completions";
import { MILESTONE_RULES } from "@/lib/performance/domain/achievements/milestone-rules";
import {
  type AddedCompletions,
  computeMilestoneState,
} from "@/lib/performance/domain/achievements/milestone-state";
import { evaluateMilestones } from "@/lib/performance/domain/achievements/milestones";
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
import type {
  AchievementChange,
  AchievementsQuery,
} from "@/lib/performance/ledger/queries/achievements";
import type { SnapshotsFilter } from "@/lib/performance/ledger/queries/snapshots";
import type { MemberAchievements } from "@/lib/performance/ledger/queries/write-achievements";
import { evaluateWindows, type ListWindows } from "./evaluate-windows";

/** What a member holds, and whether their score was at most `low.atMost` since `low.since`. */
export type HeldEvidence = { readonly held: HeldAchievements; readonly wasLow: boolean };

/** Where the evidence is read: as it is after the new entries. Members without any are absent. */
export type EvidenceSource = {
  readonly listHeld: (
    wanted: readonly AchievementsQuery[],
  ) => Promise<ReadonlyMap<MemberId, HeldEvidence>>;
  /** All completions that count, in their order. */
  readonly listCompletions: (
    userIds: readonly MemberId[],
  ) => Promise<ReadonlyMap<MemberId, readonly Completion[]>>;
  /** The completions from an instant on. Absent where all are at hand. */
  readonly listCompletionWindows?: ListWindows;
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
   * What must be read: nothing more where completions were added after all others; the later ones where some were added
   * between others; or all completions and the ledger, where one was reversed.
   */
  readonly reach: AddedCompletions | LateCompletions | "everything";
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
  const stored = await source.listHeld(
    members.map((member) => ({ userId: member.userId, low: getComebackLow(member) })),
  );
  const getStored = (userId: MemberId) => stored.get(userId) ?? NOTHING_HELD;
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
    if (reach === "everything" || "added" in reach) {
      whole.push(member);
      continue;
    }
    const evidence = { added: reach, entries, sums, weeklyScores: weeks.get(userId) ?? null };
    const verdict = evaluateAddedCompletions(evidence, getStored(userId).held);
    evaluated.push({ member, verdict, milestoneState: null });
  }
  evaluated.push(...(await evaluateAll(source, evaluation, whole, getStored)));
  return evaluated.map((one) => toMemberAchievements(one, evaluation.now)).filter(isWorthWriting);
}

const COMEBACK_RISE = MILESTONE_RULES.find(({ type }) => type === "comeback")?.threshold ?? 0;

const NOTHING_HELD: HeldEvidence = {
  held: { milestones: [], badges: new Set() },
  wasLow: false,
};

type GetStored = (userId: MemberId) => HeldEvidence;

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
function mayBeComeback({ wasLow, held }: HeldEvidence): boolean {
  return wasLow && !held.milestones.some(({ type }) => type === "comeback");
}

async function evaluateAll(
  source: EvidenceSource,
  { today, policies }: Evaluation,
  members: readonly MemberAssignments[],
  getStored: GetStored,
): Promise<readonly EvaluatedMember[]> {
  if (members.length === 0) return [];
  const days = members.map(({ userId, policy, evaluatedOn }) => ({
    userId,
    policy,
    // An evaluation of missed days must not revoke what newer assignments earned.
    day: evaluatedOn !== null && evaluatedOn > today ? evaluatedOn : today,
  }));
  const daysByMember = new Map(days.map(({ userId, day }) => [userId, day]));
  const getDay = (userId: MemberId) => daysByMember.get(userId) ?? today;
  const windows = await listWindows(source, members, getStored, getDay);
  const others = members.filter(({ userId }) => !windows.has(userId));
  const completions = await source.listCompletions(others.map(({ userId }) => userId));
  const withLedger = members.filter(({ reach }) => reach === "everything");
  const ledgers = await source.listScoredEntries(withLedger.map(({ userId }) => userId));
  const weeks = await listWeeklyScores(source, days);
  const policiesByVersion = new Map(policies.map((policy) => [policy.version, policy]));
  return members.map((member) => {
    const { userId, sums, ranking, reach } = member;
    const { held } = getStored(userId);
    const day = getDay(userId);
    const work = completions.get(userId) ?? [];
    const badges = { sums, ranking, weeklyScores: weeks.get(userId) ?? [] };
    const evidence = {
      ...{ ...badges, policies: policiesByVersion, today: day },
      completions: work,
      entries: ledgers.get(userId) ?? [],
    };
    if (reach === "everything") {
      const verdict = evaluateAllEvidence(evidence, held);
      return { member, verdict, milestoneState: computeMilestoneState(work, day) };
    }
    const { reached, state } = windows.get(userId) ?? {
      reached: evaluateMilestones(evidence).reached,
      state: computeMilestoneState(work, day),
    };
    const verdict = evaluateChangedCompletions(reached, badges, member.entries, held);
    return { member, verdict, milestoneState: state };
  });
}

/** The evaluated windows of late completions, by member; absent where all completions must be read. */
async function listWindows(
  { listCompletionWindows }: EvidenceSource,
  members: readonly MemberAssignments[],
  getStored: GetStored,
  getDay: (userId: MemberId) => LocalDate,
): Promise<ReadonlyMap<MemberId, EvaluatedWindow>> {
  if (listCompletionWindows === undefined) return new Map();
  const late = members.flatMap(({ userId, reach }) => {
    if (reach === "everything" || !("added" in reach)) return [];
    const held = listWithoutScores(getStored(userId).held);
    return { userId, late: reach, held, day: getDay(userId) };
  });
  return evaluateWindows(listCompletionWindows, late);
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
