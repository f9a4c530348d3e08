import "server-only";
import type { HeldAchievements } from "@/lib/performance/domain/achievements/achievement-changes";
import type { ScoredEntry } from "@/lib/performance/domain/achievements/score-milestones";
import type { LedgerChange, LedgerEntry } from "@/lib/performance/domain/ledger/append-entry";
import { type Completion, sortCompletions } from "@/lib/performance/domain/ledger/completion-order";
import type { Snapshot } from "@/lib/performance/domain/ledger/snapshots";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { type LocalDate, toLocalDate } from "@/lib/performance/domain/time/local-time";
import type { AssignmentId, LedgerEntryId } from "@/lib/performance/domain/units/ids";
import {
  type EvidenceSource,
  type HeldEvidence,
  judgeAchievements,
} from "@/lib/performance/ledger/judge-achievements";
import {
  findEarliestDay,
  type MemberPlan,
  planMember,
  toMemberAssignments,
} from "@/lib/performance/ledger/plan-changes";
import type {
  AchievementChange,
  AchievementsQuery,
} from "@/lib/performance/ledger/queries/achievements";
import type { MemberState } from "@/lib/performance/ledger/queries/lock-members";
import type { MemberAchievements } from "@/lib/performance/ledger/queries/write-achievements";

/** A member as stored, with imagined changes that are kept in memory alone. */
export type ImaginedMember = {
  readonly member: MemberState;
  /** Every version, ascending, imagined ones included. */
  readonly policies: readonly ScoringPolicy[];
  readonly timeZone: string;
  readonly stored: EvidenceSource;
  /** Null: the day has no snapshot any more. */
  readonly snapshots: ReadonlyMap<LocalDate, Snapshot | null>;
  /** Null: the completion does not count any more. */
  readonly completions: ReadonlyMap<AssignmentId, Completion | null>;
  /** Appended after all stored ones. */
  readonly entries: readonly ScoredEntry[];
  /** Null: as stored. */
  readonly held: HeldAchievements | null;
};

/** What an imagined change did; no entry where it changed nothing. */
export type ImaginedEffect = {
  readonly entry: LedgerEntry | null;
  readonly achieved: readonly AchievementChange[];
};

/** Larger than every stored id, and exact as a number. */
const FIRST_IMAGINED_ID = BigInt(Number.MAX_SAFE_INTEGER) - 1000n;

export function imagineMember(
  stored: Pick<ImaginedMember, "member" | "policies" | "timeZone" | "stored">,
): ImaginedMember {
  return { ...stored, snapshots: new Map(), completions: new Map(), entries: [], held: null };
}

/**
 * Appends the entries that the changes would write and evaluates milestones and badges, with the functions of a real
 * write. Writes nothing.
 */
export async function imagineChanges(
  imagined: ImaginedMember,
  changes: readonly LedgerChange[],
  now: Date,
): Promise<{ readonly imagined: ImaginedMember; readonly effect: ImaginedEffect }> {
  const from = findEarliestDay(changes);
  if (from === null) return { imagined, effect: { entry: null, achieved: [] } };
  const { member, policies, timeZone } = imagined;
  const { userId } = member;
  const snapshots = await readImagined(imagined).listSnapshotsFrom([{ userId, from }]);
  const plan = planMember(member, changes, snapshots.get(userId) ?? [], policies, now);
  const firstId = FIRST_IMAGINED_ID + BigInt(imagined.entries.length);
  const written = plan.ledger.entries.map((entry, index) => {
    const { assignmentId } = entry;
    return { id: firstId + BigInt(index), userId, assignmentId, entry };
  });
  const after = applyPlan(imagined, plan, written);
  const [verdict] = await judgeAchievements(
    readImagined(after),
    { now, policies, today: toLocalDate(now, timeZone) },
    toMemberAssignments([plan], written),
  );
  return {
    imagined: verdict === undefined ? after : await applyVerdict(after, verdict),
    effect: { entry: written.at(-1)?.entry ?? null, achieved: verdict?.changes ?? [] },
  };
}

function applyPlan(
  imagined: ImaginedMember,
  { member, changes, policy, ledger }: MemberPlan,
  written: readonly { readonly id: LedgerEntryId; readonly entry: LedgerEntry }[],
): ImaginedMember {
  const last = ledger.entries.at(-1);
  return {
    ...imagined,
    member: {
      ...member,
      sums: last?.sums ?? member.sums,
      policyVersion: policy.version,
      newestEntryAt: last?.createdAt ?? member.newestEntryAt,
      milestoneState: ledger.milestoneState,
    },
    snapshots: new Map([
      ...imagined.snapshots,
      ...ledger.changedSnapshots.map((snapshot) => [snapshot.date, snapshot] as const),
      ...ledger.removedSnapshots.map((date) => [date, null] as const),
    ]),
    completions: new Map([...imagined.completions, ...changes.flatMap(toCompletion)]),
    entries: [...imagined.entries, ...written.map(({ id, entry }) => ({ ...entry, id }))],
  };
}

function toCompletion(change: LedgerChange): readonly [AssignmentId, Completion | null][] {
  switch (change.type) {
    case "count":
    case "correct": {
      const { assignmentId } = change;
      const fact = change.type === "count" ? change.fact : change.after;
      return [[assignmentId, { assignmentId, fact }]];
    }
    case "reverse":
      return [[change.assignmentId, null]];
    case "policy":
      return [];
  }
}

async function applyVerdict(
  imagined: ImaginedMember,
  verdict: MemberAchievements,
): Promise<ImaginedMember> {
  const { userId, milestoneState } = imagined.member;
  const before = (await readImagined(imagined).listHeld([{ userId, low: null }])).get(userId);
  const replaced = new Set([...verdict.milestones.map(({ type }) => type), ...verdict.revoked]);
  const lost = new Set<string>(verdict.lost.map(({ name }) => name));
  const kept = [...(before?.held.badges ?? [])].filter((name) => !lost.has(name));
  const milestones = (before?.held.milestones ?? []).filter(({ type }) => !replaced.has(type));
  return {
    ...imagined,
    member: {
      ...imagined.member,
      milestoneState: verdict.milestoneState ?? milestoneState,
    },
    held: {
      milestones: [...milestones, ...verdict.milestones],
      badges: new Set([...kept, ...verdict.gained.map(({ name }) => name)]),
    },
  };
}

/** The evidence about the one member as it would be stored after the imagined changes. */
function readImagined(imagined: ImaginedMember): EvidenceSource {
  const { member, stored } = imagined;
  const { userId } = member;
  return {
    listHeld: async ([wanted]) =>
      new Map([[userId, await readHeld(imagined, wanted?.low ?? null)]]),
    listCompletions: async (userIds) => {
      if (userIds.length === 0) return new Map();
      const known = (await stored.listCompletions([userId])).get(userId) ?? [];
      const merged = new Map(known.map((one) => [one.assignmentId, one]));
      for (const [id, completion] of imagined.completions) {
        if (completion === null) merged.delete(id);
        else merged.set(id, completion);
      }
      return new Map([[userId, sortCompletions(merged.values())]]);
    },
    listScoredEntries: async (userIds) =>
      userIds.length === 0 ? new Map() : new Map([[userId, await readEntries(imagined)]]),
    listSnapshotsFrom: async ([wanted]) => {
      if (wanted === undefined) return new Map();
      const known = (await stored.listSnapshotsFrom([wanted])).get(userId) ?? [];
      const merged = new Map<LocalDate, Snapshot | null>(known.map((one) => [one.date, one]));
      for (const [date, snapshot] of imagined.snapshots) {
        if (date >= wanted.from) merged.set(date, snapshot);
      }
      const ordered = [...merged].sort(([left], [right]) => (left < right ? -1 : 1));
      return new Map([[userId, ordered.flatMap(([, snapshot]) => snapshot ?? [])]]);
    },
  };
}

async function readEntries({
  member,
  stored,
  entries,
}: ImaginedMember): Promise<readonly ScoredEntry[]> {
  const { userId } = member;
  return [...((await stored.listScoredEntries([userId])).get(userId) ?? []), ...entries];
}

async function readHeld(
  imagined: ImaginedMember,
  low: AchievementsQuery["low"],
): Promise<HeldEvidence> {
  const { member, stored, entries } = imagined;
  const { userId } = member;
  const known = (await stored.listHeld([{ userId, low }])).get(userId);
  const held = imagined.held ?? known?.held ?? { milestones: [], badges: new Set<string>() };
  if (low === null || entries.length === 0) return { held, wasLow: known?.wasLow ?? false };
  const isLow = ({ score }: ScoredEntry) => score !== null && score <= low.atMost;
  if (entries.every(({ createdAt }) => createdAt > low.since)) {
    return { held, wasLow: (known?.wasLow ?? false) || entries.some(isLow) };
  }
  // An imagined entry is the last one before the window: the stored ones before it do not count.
  const all = await readEntries(imagined);
  const beginning = Math.max(
    ...all.flatMap(({ createdAt }) => (createdAt <= low.since ? createdAt.getTime() : [])),
  );
  const wasLow = all.some((entry) => entry.createdAt.getTime() >= beginning && isLow(entry));
  return { held, wasLow };
}
