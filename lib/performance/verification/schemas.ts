import { z } from "zod";
import { count, instant, limitParameter } from "@/lib/performance/shared/schemas";

/** About 300 checkpoints as `pts seal` prints them. */
const LONGEST_CHECKPOINTS = 50_000;

export const newVerification = z
  .strictObject({
    checkpoints: z
      .string("must be a text")
      .max(LONGEST_CHECKPOINTS, `must have at most ${LONGEST_CHECKPOINTS} characters`)
      .optional()
      .describe(
        "Checkpoints that were kept elsewhere, as `pts seal` prints them: one in each line.",
      ),
  })
  .meta({ id: "NewVerification" });
export type NewVerification = z.output<typeof newVerification>;

export const verificationsQuery = z.object({ limit: limitParameter(10, 50) });
export type VerificationsQuery = z.output<typeof verificationsQuery>;

/** A stored value that is not what recomputing gives: where it is, never what it is. */
const namedDifference = z
  .object({
    user_id: z.number().int().nullable().describe("Null: it is about no single member."),
    what: z.string(),
  })
  .meta({ id: "NamedDifference" });

/** Kept checkpoints as they are stored with a verification. */
export const keptCheckpoints = z.array(
  z.object({ slug: z.string(), number: z.number().int(), hash: z.string() }),
);

/** A kept checkpoint that the database does not have, or has with another hash. */
const checkpointDifference = z
  .object({
    number: z.number().int(),
    found: z.enum(["missing", "other"]),
  })
  .meta({ id: "CheckpointDifference" });

export const namedDifferences = z.array(namedDifference);
export const checkpointDifferences = z.array(checkpointDifference);

const verificationResult = z
  .object({
    members: count.describe("How many members were recomputed."),
    entries: count.describe("How many entries were recomputed."),
    waiting: count.describe("Completions that do not count yet, because their job waits."),
    unsealed: count.describe("Rows that no seal holds yet: a change of them would not be found."),
    found: count.describe("How many values differ; `differences` has the first 1,000."),
    differences: namedDifferences,
    checkpoint_differences: checkpointDifferences,
  })
  .meta({ id: "VerificationResult" });

export const verification = z
  .object({
    id: z.number().int(),
    status: z
      .enum(["waiting", "running", "finished", "failed"])
      .describe("`failed`: the job was given up. It can be asked for again."),
    requested_at: instant,
    finished_at: instant.nullable(),
    compared_checkpoints: count.describe("With how many kept checkpoints it compares."),
    result: verificationResult.nullable().describe("Null until it has finished."),
  })
  .meta({ id: "Verification" });
export type VerificationResponse = z.infer<typeof verification>;

export const verificationList = z
  .object({
    verifications: z.array(verification).describe("Newest first."),
    last_checkpoint: z
      .string()
      .nullable()
      .describe(
        "The last checkpoint, as a line to keep outside this service; null: nothing is sealed yet.",
      ),
  })
  .meta({ id: "VerificationList" });
export type VerificationList = z.infer<typeof verificationList>;
