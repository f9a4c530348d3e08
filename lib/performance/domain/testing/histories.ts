import * as fc from "fast-check";
import {
  appendEntry,
  type LedgerEntry,
  type LedgerState,
} from "@/lib/performance/domain/ledger/append-entry";
import type { Completion } from "@/lib/performance/domain/ledger/completion-order";
import { listMissingChanges } from "@/lib/performance/domain/ledger/reconcile";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { facts, fullPolicies } from "./arbitraries";
import { buildPolicy } from "./samples";

/** An assignment gets another expected fact, or a new policy takes effect. */
export type HistoryEvent =
  | { readonly type: "assignment"; readonly id: bigint; readonly fact: Fact | null }
  | { readonly type: "policy"; readonly policy: ScoringPolicy };

export type StoredEntry = LedgerEntry & { readonly id: bigint };

const HOUR = 3_600_000;
const START = Date.UTC(2024, 4, 1);

export const FIRST_POLICY = buildPolicy({ minimumSample: 1 });

/** Completions, reversals, corrections and policy changes of one member. */
export const histories: fc.Arbitrary<readonly HistoryEvent[]> = fc.array(
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record({
        type: fc.constant("assignment" as const),
        id: fc.bigInt({ min: 1n, max: 9n }),
        fact: fc.option(facts, { freq: 4 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant("policy" as const), policy: fullPolicies }),
    },
  ),
  { maxLength: 20 },
);

export type PlayedHistory = {
  readonly entries: readonly StoredEntry[];
  /** The completions that count at the end. */
  readonly completions: readonly Completion[];
  /** By version. */
  readonly policies: ReadonlyMap<number, ScoringPolicy>;
};

/** Appends the entries of a history with 50 hours between events; an event that changes nothing has no entry. */
export function playHistory(history: readonly HistoryEvent[]): PlayedHistory {
  const applied = new Map<bigint, { fact: Fact; entryId: bigint }>();
  const policies = new Map([[FIRST_POLICY.version, FIRST_POLICY]]);
  const entries: StoredEntry[] = [];
  let state: LedgerState = { sums: ZERO_SUMS, policy: FIRST_POLICY, newestEntryAt: null };
  const append = (change: Parameters<typeof appendEntry>[1], now: Date) => {
    const appended = appendEntry(state, change, now);
    entries.push({ ...appended.entry, id: BigInt(entries.length + 1) });
    state = appended.state;
  };
  for (const [index, event] of history.entries()) {
    const now = new Date(START + index * 50 * HOUR);
    if (event.type === "policy") {
      const policy = { ...event.policy, version: policies.size + 1 };
      policies.set(policy.version, policy);
      append({ type: "policy", policy }, now);
      continue;
    }
    const before = applied.get(event.id);
    const expected = event.fact === null ? null : { userId: 1, fact: event.fact };
    const known = before === undefined ? null : { userId: 1, ...before };
    for (const { change } of listMissingChanges(event.id, expected, known)) append(change, now);
    if (event.fact === null) applied.delete(event.id);
    else applied.set(event.id, { fact: event.fact, entryId: BigInt(entries.length) });
  }
  const completions = [...applied].map(([assignmentId, { fact }]) => ({ assignmentId, fact }));
  return { entries, completions, policies };
}
