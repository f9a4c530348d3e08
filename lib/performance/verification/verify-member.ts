import "server-only";
import type { HeldAchievements } from "@/lib/performance/domain/achievements/achievement-changes";
import { checkAchievements } from "@/lib/performance/domain/achievements/check-achievements";
import { computeWeeklyScores } from "@/lib/performance/domain/achievements/weekly-scores";
import {
  checkLedgerEntry,
  compare,
  type Difference,
  EMPTY_LEDGER,
  type LedgerCheckState,
  type StoredLedgerEntry,
} from "@/lib/performance/domain/ledger/check-ledger";
import type { CountedCompletion } from "@/lib/performance/domain/ledger/completion-order";
import { partitionPendingEntries } from "@/lib/performance/domain/ledger/pending-entries";
import { buildSnapshots, type Snapshot } from "@/lib/performance/domain/ledger/snapshots";
import { countDue } from "@/lib/performance/domain/scoring/due-rule";
import { type Fact, takeFact } from "@/lib/performance/domain/scoring/fact";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { computeScore } from "@/lib/performance/domain/scoring/score";
import {
  add,
  type Sums,
  toLedgerSums,
  toSums,
  ZERO_SUMS,
} from "@/lib/performance/domain/scoring/sums";
import { endOfDay, parseLocalDate } from "@/lib/performance/domain/time/local-time";
import type { AssignmentId, SkillId } from "@/lib/performance/domain/units/ids";
import type {
  CompletedAssignment,
  StoredPerformance,
} from "@/lib/performance/verification/queries/verification";
import type { StoredMember, StoredMembers } from "./read-stored-members";

const BEFORE_ALL_WEEKS = parseLocalDate("1900-01-01");
const NO_LEVELS = new Map<SkillId, number>();

type VerifiedMember = {
  readonly differences: readonly Difference[];
  /** Assignments whose entries a job has yet to write. */
  readonly waiting: readonly bigint[];
};

/**
 * Recomputes a member from their assignments and the policies alone, and compares all their stored figures.
 *
 * @param policies every version, ascending.
 * @param jobs the assignments of the organization whose entries a job is to write.
 */
export function verifyMember(
  { timeZone }: { readonly timeZone: string },
  { performance, work, counted, snapshots: stored, entries, held }: StoredMember,
  { policies, jobs }: Pick<StoredMembers, "policies" | "jobs">,
): VerifiedMember {
  const ledger = checkLedger(entries, policies);
  const expectedFacts = work.map(({ id, fact }) => ({ assignmentId: id, fact }));
  const applied = new Map(counted.map(({ assignmentId, fact }) => [assignmentId, fact]));
  const { completions: settled, pending: waiting } = partitionPendingEntries(
    expectedFacts,
    applied,
    jobs,
  );
  const facts = settled.map(({ fact }) => fact);
  const snapshots = buildSnapshots(facts, policies.slice(0, performance.policyVersion));
  const differences = [
    ...work.flatMap((assignment) => [...checkFact(assignment, timeZone)]),
    ...checkCounted(settled, applied, ledger.counts),
    ...checkPerformance(performance, facts, policies),
    ...compare("newest_entry_id", `${performance.newestEntryId}`, `${ledger.newestEntryId}`),
    ...compare("newest_entry_at", performance.newestEntryAt, ledger.last.newestEntryAt),
    ...compare(
      "sums of the last entry",
      toLedgerSums(ledger.last.sums),
      toLedgerSums(performance.sums),
    ),
    ...compare("score of the last entry", ledger.last.score, performance.score),
    ...checkSnapshots(stored, snapshots),
    ...checkAchieved(performance, held, settled, { policies, snapshots }),
    ...ledger.differences,
  ];
  return { differences, waiting };
}

/** The parts of a stored fact that follow from the assignment alone, without skill levels and time zone. */
function* checkFact(assignment: CompletedAssignment, timeZone: string): Generator<Difference> {
  const { fact } = assignment;
  const taken = takeFact({ ...assignment, requiredSkills: [] }, fact, NO_LEVELS, timeZone);
  const expected: Fact = {
    ...taken,
    ...(hasOtherDay(assignment, timeZone) &&
      isOnDay(fact) && { onTime: true, earlySeconds: fact.earlySeconds }),
    completedOn: fact.completedOn,
    skillMatch: assignment.skillMatch ?? fact.skillMatch,
  };
  yield* checkDue(assignment);
  yield* compare(`fact of assignment ${assignment.id}`, toComparable(fact), toComparable(expected));
}

/** The due date that counts follows from the record, if it was recorded when the completion was counted. */
function* checkDue({ id, dueAt, fact, dueChanges }: CompletedAssignment): Generator<Difference> {
  const what = `due date of assignment ${id}`;
  const { dueRule, dueUnrecorded, dueCounted, dueMoved, dueMovedAfter } = fact;
  if (dueRule === "latest") yield* compare(what, dueCounted, dueAt);
  if (dueRule === "latest" && (dueUnrecorded || dueCounted === null)) return;
  const due = countDue(dueRule, dueChanges);
  yield* compare(what, dueCounted, due.dueCounted);
  yield* compare(
    `${what}: moves`,
    [dueMoved, dueMovedAfter, fact.dueMovedForAbsence, dueUnrecorded],
    [due.dueMoved, due.dueMovedAfter, due.dueMovedForAbsence, due.dueUnrecorded],
  );
}

/** Whether a completion that is known by its day was taken in another time zone than the present one. */
function hasOtherDay(assignment: CompletedAssignment, timeZone: string): boolean {
  return (
    assignment.completedPrecision === "day" &&
    endOfDay(assignment.fact.completedOn, timeZone).getTime() !== assignment.completedAt.getTime()
  );
}

/** Whether a fact says that a completion was on the day that it was due. */
function isOnDay({ onTime, earlySeconds }: Fact): boolean {
  return onTime === true && earlySeconds === 0;
}

function* checkCounted(
  settled: readonly CountedCompletion[],
  applied: ReadonlyMap<AssignmentId, Fact>,
  counts: ReadonlyMap<AssignmentId, Sums>,
): Generator<Difference> {
  const expectedFacts = new Map(settled.map(({ assignmentId, fact }) => [assignmentId, fact]));
  for (const id of new Set([...expectedFacts.keys(), ...applied.keys(), ...counts.keys()])) {
    const fact = expectedFacts.get(id);
    const what = `assignment ${id}`;
    yield* compare(`${what}: counted fact`, toComparable(applied.get(id)), toComparable(fact));
    const sums = fact === undefined ? ZERO_SUMS : toSums(fact);
    const counted = counts.get(id) ?? ZERO_SUMS;
    yield* compare(`${what}: sum of its entries`, toLedgerSums(counted), toLedgerSums(sums));
  }
}

function* checkPerformance(
  performance: StoredPerformance,
  facts: readonly Fact[],
  policies: readonly ScoringPolicy[],
): Generator<Difference> {
  const policy = policies.at(-1);
  yield* compare("policy_version", performance.policyVersion, policy?.version);
  yield* compare("is_active", performance.isActive, performance.isMemberActive);
  const sums = facts.reduce(add, ZERO_SUMS);
  yield* compare("sums", performance.sums, sums);
  if (policy === undefined) return;
  const { score, provisional } = computeScore(sums, policy);
  yield* compare("score", performance.score, score);
  yield* compare("provisional", performance.provisional, provisional);
}

/** A member who was never evaluated has no achievements yet, and is evaluated as of a day before any week was over. */
function* checkAchieved(
  performance: StoredPerformance,
  held: HeldAchievements,
  completions: readonly CountedCompletion[],
  from: { readonly policies: readonly ScoringPolicy[]; readonly snapshots: readonly Snapshot[] },
): Generator<Difference> {
  const policy = from.policies.at(-1);
  if (policy === undefined) return;
  const today = performance.milestoneState.evaluatedOn ?? BEFORE_ALL_WEEKS;
  const days = from.snapshots.map(({ date, day }) => ({ date, delta: day }));
  yield* checkAchievements(performance.milestoneState, held, {
    completions,
    policies: new Map(from.policies.map((version) => [version.version, version])),
    today,
    sums: completions.reduce((sums, { fact }) => add(sums, fact), ZERO_SUMS),
    weeklyScores: computeWeeklyScores(days, today, policy),
  });
}

function* checkSnapshots(
  stored: readonly { readonly date: string }[],
  built: readonly { readonly date: string }[],
): Generator<Difference> {
  const storedOn = new Map(stored.map((snapshot) => [snapshot.date, snapshot]));
  const builtOn = new Map(built.map((snapshot) => [snapshot.date, snapshot]));
  for (const date of new Set([...storedOn.keys(), ...builtOn.keys()])) {
    yield* compare(`snapshot of ${date}`, storedOn.get(date), builtOn.get(date));
  }
}

function checkLedger(entries: readonly StoredLedgerEntry[], policies: readonly ScoringPolicy[]) {
  const policiesByVersion = new Map(policies.map((policy) => [policy.version, policy]));
  const counts = new Map<AssignmentId, Sums>();
  const differences: Difference[] = [];
  let last: LedgerCheckState = EMPTY_LEDGER;
  for (const entry of entries) {
    const checked = checkLedgerEntry(last, entry, policiesByVersion, counts);
    differences.push(...checked.differences);
    last = checked.after;
  }
  return { counts, differences, last, newestEntryId: entries.at(-1)?.id ?? null };
}

function toComparable(fact: Fact | undefined) {
  if (fact === undefined) return null;
  const { completedAt, completedOn, onTime, earlySeconds, durationSeconds } = fact;
  const { dueCounted, dueRule, dueMoved, dueMovedAfter, dueMovedForAbsence, dueUnrecorded } = fact;
  return [
    ...[dueCounted, dueRule, dueMoved, dueMovedAfter, dueMovedForAbsence, dueUnrecorded],
    ...[completedAt, completedOn, onTime, earlySeconds, durationSeconds],
    ...[fact.skillMatch, fact.difficulty],
  ];
}
