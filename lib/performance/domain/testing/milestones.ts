import type { MilestoneType } from "@/lib/performance/domain/achievements/milestone-rules";
import { evaluateMilestones } from "@/lib/performance/domain/achievements/milestones";
import type { Completion } from "@/lib/performance/domain/ledger/completion-order";
import { parseLocalDate } from "@/lib/performance/domain/time/local-time";
import { buildPolicy } from "./samples";

/** One policy under which no score of the samples is provisional, by version. */
export const POLICIES = new Map([[1, buildPolicy({ minimumSample: 1 })]]);

/** Evaluates completions without a ledger; weeks and months before 2030 are over by default. */
export function evaluateCompletions(completions: readonly Completion[], today = "2030-01-01") {
  return evaluateMilestones({
    completions,
    entries: [],
    policies: POLICIES,
    today: parseLocalDate(today),
  });
}

export function listTypes(milestones: readonly { readonly type: MilestoneType }[]) {
  return milestones.map(({ type }) => type);
}
