import "server-only";
import type { Context } from "@/lib/context";
import { checkAchievements } from "@/lib/performance/domain/achievement-check";
import type { Held } from "@/lib/performance/domain/achievements";
import { type Fact, takeFact } from "@/lib/performance/domain/fact";
import {
  checkEntry,
  compare,
  type Difference,
  EMPTY_LEDGER,
  type LedgerSoFar,
} from "@/lib/performance/domain/ledger-check";
import type { ScoringPolicy } from "@/lib/performance/domain/policy";
import { computeScore } from "@/lib/performance/domain/score";
import { buildSnapshots, type Snapshot } from "@/lib/performance/domain/snapshots";
import { add, type Sums, sumsOf, ZERO_SUMS } from "@/lib/performance/domain/sums";
import { computeWeeklyScores } from "@/lib/performance/domain/weekly-scores";
import { heldOf, listAchievements, NO_ACHIEVEMENTS } from "@/lib/performance/queries/achievements";
import { listSnapshotsFrom } from "@/lib/performance/queries/snapshots";
import {
  type CompletedWork,
  listCompletedWork,
  listCountedFacts,
  listPrintedEntries,
  type StoredStanding,
} from "@/lib/performance/queries/verification";

const ENTRIES_AT_ONCE = 5000;
const BEFORE_ALL_WEEKS = "1900-01-01";
const NO_LEVELS = new Map<number, number>();

type Checked = { readonly entries: number; readonly differences: readonly Difference[] };

/**
 * Recomputes a member from their assignments and the policies alone, and compares everything that is stored of them.
 *
 * @param policies every version, ascending.
 */
export async function verifyMember(
  context: Context,
  standing: StoredStanding,
  policies: readonly ScoringPolicy[],
): Promise<Checked> {
  const { database, organizationId, organization } = context;
  const { userId } = standing;
  const work = await listCompletedWork(database, organizationId, userId);
  const counted = await listCountedFacts(database, organizationId, userId);
  const stored = await listSnapshotsFrom(database, organizationId, [
    { userId, from: "0001-01-01" },
  ]);
  const achievements = await listAchievements(database, organizationId, [{ userId, low: null }]);
  const ledger = await checkLedger(context, userId, policies);
  const facts = work.map(({ fact }) => fact);
  const snapshots = buildSnapshots(facts, policies.slice(0, standing.policyVersion));
  const differences = [
    ...work.flatMap((assignment) => [...checkFact(assignment, organization.timeZone)]),
    ...checkCounted(work, counted, ledger.counts),
    ...checkStanding(standing, facts, policies),
    ...compare("newest_entry_id", `${standing.newestEntryId}`, `${ledger.newestEntryId}`),
    ...compare("newest_entry_at", standing.newestEntryAt, ledger.last.newestEntryAt),
    ...compare("sums of the last entry", ledger.last.sums, standing.sums),
    ...compare("score of the last entry", ledger.last.score, standing.score),
    ...checkSnapshots(stored.get(userId) ?? [], snapshots),
    ...checkAchieved(standing, heldOf(achievements.get(userId) ?? NO_ACHIEVEMENTS), work, {
      policies,
      snapshots,
    }),
    ...ledger.differences,
  ];
  return { entries: ledger.entries, differences };
}

/** The parts of a stored fact that follow from the assignment, whatever levels and zone there were. */
function* checkFact(assignment: CompletedWork, timeZone: string): Generator<Difference> {
  const { fact } = assignment;
  const taken = takeFact({ ...assignment, requiredSkills: [] }, NO_LEVELS, timeZone);
  const expected: Fact = {
    ...taken,
    completedOn: fact.completedOn,
    skillMatch: assignment.skillMatch ?? fact.skillMatch,
  };
  yield* compare(`fact of assignment ${assignment.id}`, inOrder(fact), inOrder(expected));
}

function* checkCounted(
  work: readonly CompletedWork[],
  counted: Awaited<ReturnType<typeof listCountedFacts>>,
  counts: ReadonlyMap<bigint, Sums>,
): Generator<Difference> {
  const owed = new Map(work.map(({ id, fact }) => [id, fact]));
  for (const id of new Set([...owed.keys(), ...counted.keys(), ...counts.keys()])) {
    const fact = owed.get(id);
    const what = `assignment ${id}`;
    yield* compare(`${what}: counted fact`, inOrder(counted.get(id)?.fact), inOrder(fact));
    const sums = fact === undefined ? ZERO_SUMS : sumsOf(fact);
    yield* compare(`${what}: what its entries add up to`, counts.get(id) ?? ZERO_SUMS, sums);
  }
}

function* checkStanding(
  standing: StoredStanding,
  facts: readonly Fact[],
  policies: readonly ScoringPolicy[],
): Generator<Difference> {
  const policy = policies.at(-1);
  yield* compare("policy_version", standing.policyVersion, policy?.version);
  yield* compare("is_active", standing.isActive, standing.isMemberActive);
  const sums = facts.reduce(add, ZERO_SUMS);
  yield* compare("sums", standing.sums, sums);
  if (policy === undefined) return;
  const { score, provisional } = computeScore(sums, policy);
  yield* compare("score", standing.score, score);
  yield* compare("provisional", standing.provisional, provisional);
}

/** A member who was never judged has nothing yet, and is judged as of a day when no week was over. */
function* checkAchieved(
  standing: StoredStanding,
  held: Held,
  work: readonly CompletedWork[],
  from: { readonly policies: readonly ScoringPolicy[]; readonly snapshots: readonly Snapshot[] },
): Generator<Difference> {
  const policy = from.policies.at(-1);
  if (policy === undefined) return;
  const today = standing.work.evaluatedOn ?? BEFORE_ALL_WEEKS;
  const days = from.snapshots.map(({ date, day }) => ({ date, delta: day }));
  yield* checkAchievements(standing.work, held, {
    completions: work.map(({ id, fact }) => ({ assignmentId: id, fact })),
    policies: new Map(from.policies.map((version) => [version.version, version])),
    today,
    sums: work.reduce((sums, { fact }) => add(sums, fact), ZERO_SUMS),
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

async function checkLedger(
  { database, organizationId }: Context,
  userId: number,
  policies: readonly ScoringPolicy[],
) {
  const policyOf = new Map(policies.map((policy) => [policy.version, policy]));
  const counts = new Map<bigint, Sums>();
  const differences: Difference[] = [];
  let last: LedgerSoFar = EMPTY_LEDGER;
  let newestEntryId: bigint | null = null;
  let entries = 0;
  for (;;) {
    const after: bigint = newestEntryId ?? 0n;
    const page = await listPrintedEntries(database, organizationId, userId, after, ENTRIES_AT_ONCE);
    for (const entry of page) {
      const checked = checkEntry(last, entry, policyOf, counts);
      differences.push(...checked.differences);
      last = checked.after;
      newestEntryId = entry.id;
    }
    entries += page.length;
    if (page.length < ENTRIES_AT_ONCE) return { counts, differences, last, newestEntryId, entries };
  }
}

function inOrder(fact: Fact | undefined) {
  if (fact === undefined) return null;
  const { completedAt, completedOn, onTime, earlySeconds, durationSeconds } = fact;
  return [
    ...[completedAt, completedOn, onTime, earlySeconds, durationSeconds],
    ...[fact.skillMatch, fact.difficulty],
  ];
}
