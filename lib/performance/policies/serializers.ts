import { serializeName, type Viewer } from "@/lib/performance/access/privacy-mode";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import {
  parseWeight,
  toDecimalWeight,
} from "@/lib/performance/domain/units/weight-ten-thousandths";
import type { PolicyRecord } from "@/lib/performance/ledger/queries/policies";
import type { PolicyDraft, PolicyResponse } from "@/lib/performance/policies/schemas";

export function toPolicyRules(
  draft: PolicyDraft,
): Pick<ScoringPolicy, "weights" | "minimumSample"> {
  const { on_time: onTime, skill, difficulty } = draft.weights;
  return {
    weights: {
      onTime: parseWeight(onTime),
      skill: parseWeight(skill),
      difficulty: parseWeight(difficulty),
    },
    minimumSample: draft.min_sample,
  };
}

/** Weights as 0–1 with 4 decimals. */
export function toDraft({
  weights,
  minimumSample,
}: Pick<ScoringPolicy, "weights" | "minimumSample">): PolicyDraft {
  return {
    weights: {
      on_time: toDecimalWeight(weights.onTime),
      skill: toDecimalWeight(weights.skill),
      difficulty: toDecimalWeight(weights.difficulty),
    },
    min_sample: minimumSample,
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
