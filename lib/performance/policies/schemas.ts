import { z } from "zod";
import { DUE_RULES } from "@/lib/performance/domain/scoring/due-rule";
import {
  addDescription,
  count,
  cursorParameter,
  instant,
  limitParameter,
  localDate,
  person,
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

const weights = z
  .strictObject({
    on_time: weight.describe("The weight of the on-time ratio, with at most 4 decimals."),
    skill: weight.describe("The weight of the skill accuracy, with at most 4 decimals."),
    difficulty: weight.describe("The weight of the difficulty factor, with at most 4 decimals."),
  })
  .meta({ id: "Weights" });

/** A component that counts and rests on fewer completions makes a score provisional. */
const minimumSample = z
  .number(sampleReason)
  .int(sampleReason)
  .min(0, sampleReason)
  .max(MAX_MINIMUM_SAMPLE, sampleReason);

const dueRule = z.enum(DUE_RULES);

export const policyDraft = z
  .strictObject({
    weights: weights.describe(
      "Only the proportions of the weights count. 0 leaves a component out.",
    ),
    min_sample: minimumSample.describe(
      "A component that counts and rests on fewer completions makes a score provisional.",
    ),
    due_rule: dueRule
      .optional()
      .describe(
        "Against which due date completions are counted from then on. `latest`: the one at completion. `first`: the first that was recorded for the assignee. `agreed`: a later one only where, when it was set, it and the one before were ahead. Without it, the rule in force stays.",
      ),
  })
  .meta({ id: "PolicyDraft" });
export type PolicyDraft = z.output<typeof policyDraft>;

/** A policy to save. A preview and a what-if take other weights too: only their proportions matter for a score. */
export const newPolicy = policyDraft
  .extend({
    weights: weights.describe("They add up to 1. 0 leaves a component out."),
    expected_version: z
      .number()
      .int()
      .min(1)
      .max(2_147_483_647)
      .describe(
        "The version that this one follows; where another was made in between, nothing is changed.",
      ),
    allow_no_score: z
      .boolean()
      .optional()
      .describe("Accepts weights that are all 0, by which no member has a score."),
  })
  .superRefine(({ weights: given, allow_no_score: allowsNoScore = false }, { addIssue }) => {
    if (!weights.safeParse(given).success) return;
    const total = addWeights(given);
    if (total === 0 && !allowsNoScore) {
      addIssue({ code: "custom", path: ["weights"], message: noScoreReason });
    } else if (total !== 0 && total !== WEIGHT_TOTAL) {
      addIssue({ code: "custom", path: ["weights"], message: totalReason });
    }
  })
  .meta({ id: "NewPolicy" });
export type NewPolicyBody = z.output<typeof newPolicy>;

export const policyVersion = z
  .object({
    version: count.min(1),
    weights,
    min_sample: minimumSample,
    due_rule: dueRule,
    effective_on: localDate.describe("The first local day whose end it was in force at."),
    created_by: person.nullable().describe("Null: made with the organization."),
    created_at: instant,
  })
  .meta({ id: "PolicyVersion" });

export const policy = z
  .object({
    current: policyVersion,
    versions: z.array(policyVersion).describe("Every version, the newest first."),
  })
  .meta({ id: "Policy" });
export type PolicyResponse = z.infer<typeof policy>;

export const policyPreviewQuery = z.object({
  limit: limitParameter(1000, 1000),
  cursor: cursorParameter,
});
export type PolicyPreviewQuery = z.output<typeof policyPreviewQuery>;

const previewSummary = z
  .object({
    score,
    provisional: z.boolean().describe("Rests on too few completions to be ranked."),
    rank: z.number().int().min(1).nullable(),
  })
  .meta({ id: "PreviewSummary" });

const previewFigures = z
  .object({
    rated_members: count
      .nullable()
      .describe("Members with a score; null where the organization shows no individuals."),
    ranked_members: count
      .nullable()
      .describe("Members with a rank; null where the organization shows no individuals."),
    average_score: addDescription(
      score,
      "Null without members, and where it could reveal the score of one person.",
    ),
  })
  .meta({ id: "PreviewFigures" });

export const policyPreview = z
  .object({
    policy_version: z
      .number()
      .int()
      .describe("The version in force, with which the draft is compared."),
    weights,
    min_sample: minimumSample,
    due_rule: dueRule,
    due_rule_effect: z
      .object({ days: count, completions: count, late_before: count, late_after: count })
      .nullable()
      .describe(
        "Completions with a due date in the last 90 days, and how many were late by both rules; null as `members`.",
      ),
    total_members: count.describe("Active members."),
    before: previewFigures,
    after: previewFigures,
    members: z
      .array(
        z
          .object({
            user_id: z.number().int(),
            username: z.string(),
            display_name: z.string(),
            before: previewSummary,
            after: previewSummary,
            score_change: z
              .number()
              .nullable()
              .describe("In score points; null without a score before or after."),
          })
          .meta({ id: "PreviewMember" }),
      )
      .nullable()
      .describe(
        "In the order of the ranking after it; null where the organization shows no individuals.",
      ),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "PolicyPreview" });
export type PolicyPreview = z.infer<typeof policyPreview>;
