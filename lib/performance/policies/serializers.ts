import { serializeName, type Viewer } from "@/lib/performance/access/privacy-mode";
import type { DueRule } from "@/lib/performance/domain/scoring/due-rule";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import {
  parseWeight,
  toDecimalWeight,
} from "@/lib/performance/domain/units/weight-ten-thousandths";
import type { PolicyRecord } from "@/lib/performance/ledger/queries/policies";
import type { PolicyDraft, PolicyResponse } from "@/lib/performance/policies/schemas";

type PolicyRules = Pick<ScoringPolicy, "weights" | "minimumSample" | "dueRule">;

/** The rules of a draft; one without a due rule keeps the current one. */
export function toPolicyRules(draft: PolicyDraft, current: ScoringPolicy): PolicyRules {
  const { on_time: onTime, skill, difficulty } = draft.weights;
  return {
    weights: {
      onTime: parseWeight(onTime),
      skill: parseWeight(skill),
      difficulty: parseWeight(difficulty),
    },
    minimumSample: draft.min_sample,
    dueRule: draft.due_rule ?? current.dueRule,
  };
}

/** Weights as 0–1 with 4 decimals. */
export function toDraft({
  weights,
  minimumSample,
  dueRule,
}: PolicyRules): PolicyDraft & { readonly due_rule: DueRule } {
  return {
    weights: {
      on_time: toDecimalWeight(weights.onTime),
      skill: toDecimalWeight(weights.skill),
      difficulty: toDecimalWeight(weights.difficulty),
    },
    min_sample: minimumSample,
    due_rule: dueRule,
  };
}

/** @param records every version, the newest first. */
export function serializePolicy(viewer: Viewer, records: readonly PolicyRecord[]): PolicyResponse {
  const versions = records.map(({ creator, createdAt, ...record }) => ({
    version: record.version,
    ...toDraft(record),
    effective_on: record.effectiveOn,
    created_by:
      creator === null ? null : { user_id: creator.userId, ...serializeName(viewer, creator) },
    created_at: createdAt.toISOString(),
  }));
  const [current] = versions;
  if (current === undefined) throw new Error("An organization needs a scoring policy.");
  return { current, versions };
}
