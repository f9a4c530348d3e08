import { z } from "zod";
import { DUE_RULES } from "@/lib/performance/domain/scoring/due-rule";
import {
  count,
  cursorParameter,
  instant,
  limitParameter,
  localDate,
  score,
} from "@/lib/performance/shared/schemas";
import {
  addWeights,
  MAX_MINIMUM_SAMPLE,
  MAX_WEIGHT,
  WEIGHT_STEP,
  WEIGHT_TOTAL,
} from "./policy-rules";

const weightReason = `must be a number from 0 to ${MAX_WEIGHT} with at most 4 decimals`;
const sampleReason = `must be a whole number from 0 to ${MAX_MINIMUM_SAMPLE}`;

/** Only the proportions of the weights matter. 0 leaves a component out; with all three 0, no member has a score. */
const weight = z
  .number(weightReason)
  .min(0, weightReason)
  .max(MAX_WEIGHT, weightReason)
  .multipleOf(WEIGHT_STEP, weightReason);

const noScoreReason =
  "must not all be 0, because no member has a score then: send allow_no_score as true if you want that";
const totalReason = "must add up to 1";

const weights = z.strictObject({ on_time: weight, skill: weight, difficulty: weight });

/** A component that counts and rests on fewer completions makes a score provisional. */
const minimumSample = z
  .number(sampleReason)
  .int(sampleReason)
  .min(0, sampleReason)
  .max(MAX_MINIMUM_SAMPLE, sampleReason);

const dueRule = z.enum(DUE_RULES);

export const policyDraft = z.strictObject({
  weights,
  min_sample: minimumSample,
  /**
   * Against which due date completions are counted from then on. `latest`: the one at completion. `first`: the first
   * that was recorded for the assignee. `agreed`: a later one only where, when it was set, it and the one before were
   * ahead. Without it, the rule in force stays.
   */
  due_rule: dueRule.optional(),
});
export type PolicyDraft = z.output<typeof policyDraft>;

/** A policy to save. A preview and a what-if take other weights too: only their proportions matter for a score. */
export const newPolicy = policyDraft
  .extend({
    /** The version that this one follows; where another was made in between, nothing is changed. */
    expected_version: z.number().int().min(1).max(2_147_483_647),
    /** Accepts weights that are all 0, by which no member has a score. */
    allow_no_score: z.boolean().optional(),
  })
  .superRefine(({ weights: given, allow_no_score: allowsNoScore = false }, { addIssue }) => {
    if (!weights.safeParse(given).success) return;
    const total = addWeights(given);
    if (total === 0 && !allowsNoScore) {
      addIssue({ code: "custom", path: ["weights"], message: noScoreReason });
    } else if (total !== 0 && total !== WEIGHT_TOTAL) {
      addIssue({ code: "custom", path: ["weights"], message: totalReason });
    }
  });
export type NewPolicyBody = z.output<typeof newPolicy>;

export const policyVersion = z.object({
  version: count.min(1),
  weights,
  min_sample: minimumSample,
  due_rule: dueRule,
  /** The first local day whose end it was in force at. */
  effective_on: localDate,
  /** Null: made with the organization. */
  created_by: z
    .object({ user_id: z.number().int(), username: z.string(), display_name: z.string() })
    .nullable(),
  created_at: instant,
});

export const policy = z.object({
  current: policyVersion,
  /** Every version, the newest first. */
  versions: z.array(policyVersion),
});
export type PolicyResponse = z.infer<typeof policy>;

export const policyPreviewQuery = z.object({
  limit: limitParameter(1000, 1000),
  cursor: cursorParameter,
});
export type PolicyPreviewQuery = z.output<typeof policyPreviewQuery>;

const previewSummary = z.object({
  score,
  /** Rests on too few completions to be ranked. */
  provisional: z.boolean(),
  rank: z.number().int().min(1).nullable(),
});

const previewFigures = z.object({
  /** Members with a score; null where the organization shows no individuals. */
  rated_members: count.nullable(),
  /** Members with a rank; null where the organization shows no individuals. */
  ranked_members: count.nullable(),
  /** Null without members, and where it could reveal the score of one person. */
  average_score: score,
});

export const policyPreview = z.object({
  /** The version in force, with which the draft is compared. */
  policy_version: z.number().int(),
  weights,
  min_sample: minimumSample,
  due_rule: dueRule,
  /** Completions with a due date in the last 90 days, and how many were late by both rules; null as `members`. */
  due_rule_effect: z
    .object({ days: count, completions: count, late_before: count, late_after: count })
    .nullable(),
  /** Active members. */
  total_members: count,
  before: previewFigures,
  after: previewFigures,
  /** In the order of the ranking after it; null where the organization shows no individuals. */
  members: z
    .array(
      z.object({
        user_id: z.number().int(),
        username: z.string(),
        display_name: z.string(),
        before: previewSummary,
        after: previewSummary,
        /** In score points; null without a score before or after. */
        score_change: z.number().nullable(),
      }),
    )
    .nullable(),
  next_cursor: z.string().nullable(),
});
export type PolicyPreview = z.infer<typeof policyPreview>;
