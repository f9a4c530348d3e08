import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import { COMPONENTS, type ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { computeScore } from "@/lib/performance/domain/scoring/score";
import { add, difference, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { factInputs, policies, TIME_ZONE } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildPolicy, takeUnmovedFact } from "@/lib/performance/domain/testing/samples";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import { appendEntry, type LedgerEntry, type LedgerState, toDelta } from "./append-entry";
import { type AppliedFact, type ExpectedFact, listMissingChanges } from "./reconcile";
import { amendSnapshots, buildSnapshots, type DayChange, type Snapshot } from "./snapshots";

/** An assignment gets another expected fact, or a new policy takes effect. */
type Event = { readonly clock: number } & (
  | { readonly type: "assignment"; readonly id: bigint; readonly expected: ExpectedFact | null }
  | { readonly type: "policy"; readonly policy: ScoringPolicy }
);

const START = Date.UTC(2024, 2, 20);
const USERS = [1, 2] as const;

const expectedFacts: fc.Arbitrary<ExpectedFact> = fc.record({
  userId: fc.constantFrom(...USERS),
  fact: factInputs.map((input) => takeUnmovedFact(input, new Map([[1, 5]]), TIME_ZONE)),
});

/** The clock of the next event; it may stop or be set back. */
const clocks = fc.integer({ min: -3_600_000, max: 40 * 86_400_000 });

const events: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      clock: clocks,
      type: fc.constant("assignment" as const),
      id: fc.bigInt({ min: 1n, max: 8n }),
      expected: fc.option(expectedFacts, { freq: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ clock: clocks, type: fc.constant("policy" as const), policy: policies }),
  },
);

const FIRST_POLICY = buildPolicy();

class Member {
  readonly entries: LedgerEntry[] = [];
  state: LedgerState = { sums: ZERO_SUMS, policy: FIRST_POLICY, newestEntryAt: null };
  snapshots: Snapshot[] = [];

  append(change: Parameters<typeof appendEntry>[1], now: Date): bigint {
    const before = this.state;
    const { entry, state } = appendEntry(before, change, now);
    this.expectTelescoping(before, entry, toDelta(change));
    this.entries.push(entry);
    this.state = state;
    return BigInt(this.entries.length);
  }

  /** Stores the amended snapshots, having read only those from the first changed day on. */
  amend(
    changes: readonly DayChange[],
    sumsBefore: LedgerState["sums"],
    policiesSoFar: ScoringPolicy[],
  ) {
    const first = changes.map(({ date }) => date).sort()[0] ?? "9999-12-31";
    const read = this.snapshots.filter(({ date }) => date >= first);
    const { changed, removed } = amendSnapshots(read, sumsBefore, changes, policiesSoFar);
    const replaced = new Set([...removed, ...changed.map(({ date }) => date)]);
    this.snapshots = [...this.snapshots.filter(({ date }) => !replaced.has(date)), ...changed].sort(
      (left, right) => (left.date < right.date ? -1 : 1),
    );
  }

  private expectTelescoping(before: LedgerState, entry: LedgerEntry, delta: LedgerState["sums"]) {
    expect(difference(entry.sums, before.sums)).toStrictEqual(delta);
    const scoreBefore = this.entries.at(-1)?.score ?? null;
    const known = entry.score !== null && scoreBefore !== null;
    const change = (entry.score ?? 0) - (scoreBefore ?? 0);
    expect(entry.scoreChange).toBe(known ? change : null);
    const add = (parts: LedgerEntry["points"]) =>
      COMPONENTS.reduce((total, component) => total + (parts[component] ?? 0), 0);
    expect(add(entry.contributions)).toBe(change);
    expect(add(entry.points)).toBe(entry.score ?? 0);
    const newest = before.newestEntryAt?.getTime() ?? Number.NEGATIVE_INFINITY;
    expect(entry.createdAt.getTime()).toBeGreaterThanOrEqual(newest);
  }
}

/** Plays a history as the services do: one change at a time, or a batch of events at once. */
function playHistory(history: readonly Event[], batchSize: number) {
  const members = new Map(USERS.map((userId) => [userId as number, new Member()]));
  const applied = new Map<bigint, AppliedFact>();
  const policiesSoFar = [FIRST_POLICY];
  for (let start = 0; start < history.length; start += batchSize) {
    const dayChanges = new Map([...members].map(([userId]) => [userId, [] as DayChange[]]));
    const sumsBefore = new Map([...members].map(([id, { state }]) => [id, state.sums]));
    for (const event of history.slice(start, start + batchSize)) {
      const now = new Date(START + event.clock);
      if (event.type === "policy")
        makePolicy(event.policy, now, policiesSoFar, members, dayChanges);
      else reconcile(event, now, applied, members, dayChanges);
    }
    for (const [userId, member] of members) {
      member.amend(
        dayChanges.get(userId) ?? [],
        sumsBefore.get(userId) ?? ZERO_SUMS,
        policiesSoFar,
      );
    }
  }
  return { members, applied, policiesSoFar };
}

type DayChangesByMember = ReadonlyMap<number, DayChange[]>;
type Members = ReadonlyMap<number, Member>;

function reconcile(
  { id, expected }: Extract<Event, { type: "assignment" }>,
  now: Date,
  applied: Map<bigint, AppliedFact>,
  members: Members,
  dayChanges: DayChangesByMember,
) {
  const missing = listMissingChanges(id, expected, applied.get(id) ?? null);
  let entryId = 0n;
  for (const { userId, change } of missing) {
    entryId = members.get(userId)?.append(change, now) ?? 0n;
    dayChanges.get(userId)?.push(...listDayChanges(change));
  }
  if (missing.length === 0) return;
  if (expected === null) applied.delete(id);
  else applied.set(id, { ...expected, entryId });
  expect(listMissingChanges(id, expected, applied.get(id) ?? null)).toEqual([]);
}

function listDayChanges(change: Parameters<typeof appendEntry>[1]): DayChange[] {
  if (change.type === "policy") return [];
  if (change.type !== "correct") {
    return [{ date: change.fact.completedOn, delta: toDelta(change) }];
  }
  const { assignmentId, before, after } = change;
  return [
    ...listDayChanges({ type: "reverse", assignmentId, fact: before, corrects: null }),
    ...listDayChanges({ type: "count", assignmentId, fact: after }),
  ];
}

function makePolicy(
  draft: ScoringPolicy,
  now: Date,
  policiesSoFar: ScoringPolicy[],
  members: Members,
  dayChanges: DayChangesByMember,
) {
  const newest = policiesSoFar.at(-1) ?? FIRST_POLICY;
  const today = toLocalDate(now, "UTC");
  const effectiveOn = [today, newest.effectiveOn].sort().at(-1) ?? today;
  const policy = { ...draft, version: newest.version + 1, effectiveOn };
  policiesSoFar.push(policy);
  for (const [userId, member] of members) {
    member.append({ type: "policy", policy }, now);
    dayChanges.get(userId)?.push({ date: effectiveOn, delta: ZERO_SUMS });
  }
}

function listFacts(applied: ReadonlyMap<bigint, AppliedFact>, userId: number): Fact[] {
  return [...applied.values()].filter((each) => each.userId === userId).map(({ fact }) => fact);
}

test("keeps sums, score and snapshots equal to those of the applied facts, for any history in any batches", () => {
  const histories = fc.array(events, { maxLength: 40 });
  assertProperty(
    fc.property(histories, fc.integer({ min: 1, max: 10 }), (history, batchSize) => {
      const { members, applied, policiesSoFar } = playHistory(history, batchSize);
      for (const [userId, member] of members) {
        const remaining = listFacts(applied, userId);
        const sums = remaining.reduce(add, ZERO_SUMS);
        expect(member.state.sums).toStrictEqual(sums);
        const { score } = computeScore(sums, policiesSoFar.at(-1) ?? FIRST_POLICY);
        expect(member.entries.at(-1)?.score ?? null).toBe(score);
        expect(member.snapshots).toStrictEqual(buildSnapshots(remaining, policiesSoFar));
      }
    }),
  );
});

test("reaches the same sums, score and snapshots for completions in any order", () => {
  const orders = fc
    .uniqueArray(fc.tuple(fc.bigInt({ min: 1n, max: 40n }), expectedFacts), {
      selector: ([id]) => id,
      maxLength: 20,
    })
    .chain((expected) =>
      fc.tuple(
        fc.constant(expected),
        fc.shuffledSubarray(expected, { minLength: expected.length }),
      ),
    );
  assertProperty(
    fc.property(orders, fc.integer({ min: 1, max: 8 }), ([ordered, disordered], batchSize) => {
      const toEvents = (facts: typeof ordered): Event[] =>
        facts.map(([id, expected]) => ({ type: "assignment", clock: 0, id, expected }));
      const first = playHistory(toEvents(ordered), 1);
      const second = playHistory(toEvents(disordered), batchSize);
      for (const [userId, member] of first.members) {
        const other = second.members.get(userId);
        expect(other?.state.sums).toStrictEqual(member.state.sums);
        expect(other?.entries.at(-1)?.points).toEqual(member.entries.at(-1)?.points);
        expect(other?.snapshots).toStrictEqual(member.snapshots);
      }
    }),
  );
});
