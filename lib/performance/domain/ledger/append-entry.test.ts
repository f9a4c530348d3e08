import { describe, expect, test } from "vitest";
import { add, difference, toSums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { buildFact, buildPolicy } from "@/lib/performance/domain/testing/samples";
import { appendEntries, appendEntry, type LedgerState, toDelta } from "./append-entry";

const NOW = new Date("2024-05-20T09:00:00Z");
const EARLIER = new Date("2024-05-15T12:00:00Z");
const good = buildFact({ onTime: true, earlySeconds: 60, skillMatch: 8000, difficulty: 500 });
const bad = buildFact({ onTime: false, earlySeconds: -60, skillMatch: 4000, difficulty: 500 });
const empty: LedgerState = { sums: ZERO_SUMS, policy: buildPolicy(), newestEntryAt: null };
const oneDone: LedgerState = { ...empty, sums: add(ZERO_SUMS, good), newestEntryAt: EARLIER };

const count = (fact = good) => ({ type: "count", assignmentId: 1n, fact }) as const;
const reverse = { type: "reverse", assignmentId: 1n, fact: good, corrects: 8n } as const;
const correct = {
  type: "correct",
  assignmentId: 1n,
  before: good,
  after: bad,
  corrects: 8n,
} as const;

describe("appendEntry", () => {
  test("records the first completion with a score, no score change, and its points as contributions", () => {
    const { entry, state } = appendEntry(empty, count(), NOW);
    expect(entry).toEqual({
      kind: "completion",
      assignmentId: 1n,
      createdAt: good.completedAt,
      recordedAt: NOW,
      sums: toSums(good),
      policyVersion: 1,
      scoreBefore: null,
      score: 8400,
      scoreChange: null,
      points: { onTime: 5000, skill: 2400, difficulty: 1000 },
      contributions: { onTime: 5000, skill: 2400, difficulty: 1000 },
      provisional: true,
      corrects: null,
    });
    expect(state).toEqual({
      sums: entry.sums,
      policy: empty.policy,
      newestEntryAt: entry.createdAt,
    });
  });

  test("records a correction that replaces the old fact by the new one", () => {
    const { entry } = appendEntry(oneDone, correct, NOW);
    expect(entry).toMatchObject({
      kind: "correction",
      assignmentId: 1n,
      sums: toSums(bad),
      scoreBefore: 8400,
      score: 2200,
      scoreChange: -6200,
      contributions: { onTime: -5000, skill: -1200, difficulty: 0 },
      corrects: 8n,
    });
  });

  test("records the reversal of the only completion without a score and without a score change", () => {
    const { entry } = appendEntry(oneDone, reverse, NOW);
    expect(entry).toMatchObject({
      kind: "reversal",
      sums: ZERO_SUMS,
      scoreBefore: 8400,
      score: null,
      scoreChange: null,
      contributions: { onTime: -5000, skill: -2400, difficulty: -1000 },
      corrects: 8n,
    });
  });

  test("records a new policy that changes the score but not the sums", () => {
    const weights = { onTime: 10_000, skill: 0, difficulty: 0 };
    const policy = buildPolicy({ version: 2, weights, minimumSample: 1 });
    const { entry, state } = appendEntry(oneDone, { type: "policy", policy }, NOW);
    expect(entry).toMatchObject({
      kind: "policy",
      assignmentId: null,
      sums: oneDone.sums,
      policyVersion: 2,
      score: 10_000,
      scoreChange: 1600,
      contributions: { onTime: 5000, skill: -2400, difficulty: -1000 },
      provisional: false,
      corrects: null,
    });
    expect(state.policy).toBe(policy);
  });
});

describe("created_at of an appended entry", () => {
  const appendCompletion = (completedAt: string, newestEntryAt: string | null) => {
    const newest = newestEntryAt === null ? null : new Date(newestEntryAt);
    const fact = buildFact({ completedAt: new Date(completedAt) });
    const { entry } = appendEntry({ ...empty, newestEntryAt: newest }, count(fact), NOW);
    return [entry.kind, entry.createdAt.toISOString()];
  };

  test.each([
    ["2024-05-15T12:00:00Z", null, "completion", "2024-05-15T12:00:00.000Z"],
    ["2024-05-15T12:00:00Z", "2024-05-15T12:00:00Z", "completion", "2024-05-15T12:00:00.000Z"],
    ["2024-05-15T12:00:00Z", "2024-05-15T12:00:00.001Z", "late", "2024-05-20T09:00:00.000Z"],
    ["2024-05-20T09:04:00Z", null, "completion", "2024-05-20T09:00:00.000Z"],
    ["2024-05-20T09:04:00Z", "2024-05-20T09:00:01Z", "late", "2024-05-20T09:00:01.000Z"],
  ])(
    "dates a completion of %s after a newest entry of %s as %s at %s",
    (completedAt, newestEntryAt, kind, createdAt) => {
      expect(appendCompletion(completedAt, newestEntryAt)).toEqual([kind, createdAt]);
    },
  );

  test.each([reverse, correct, { type: "policy", policy: buildPolicy({ version: 2 }) } as const])(
    "dates a change of type $type now, but not before the newest entry",
    (change) => {
      expect(appendEntry(oneDone, change, NOW).entry.createdAt).toEqual(NOW);
      const ahead = new Date(NOW.getTime() + 1);
      const state = { ...oneDone, newestEntryAt: ahead };
      expect(appendEntry(state, change, NOW).entry.createdAt).toEqual(ahead);
      expect(appendEntry(state, change, NOW).entry.recordedAt).toEqual(NOW);
    },
  );
});

test("appends several changes one after the other", () => {
  const first = appendEntry(empty, count(), NOW);
  const second = appendEntry(first.state, correct, NOW);
  expect(appendEntries(empty, [count(), correct], NOW)).toEqual({
    entries: [first.entry, second.entry],
    state: second.state,
  });
  expect(appendEntries(empty, [], NOW)).toEqual({ entries: [], state: empty });
});

test("computes the difference that each type of change makes to the sums", () => {
  expect(toDelta(count())).toEqual(toSums(good));
  expect(toDelta(reverse)).toEqual(difference(ZERO_SUMS, toSums(good)));
  expect(toDelta(correct)).toEqual(difference(toSums(bad), toSums(good)));
  expect(toDelta({ type: "policy", policy: buildPolicy() })).toEqual(ZERO_SUMS);
});
