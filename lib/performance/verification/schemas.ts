import { z } from "zod";
import { count, instant, limitParameter } from "@/lib/performance/shared/schemas";

/** About 300 checkpoints as `pts seal` prints them. */
const LONGEST_CHECKPOINTS = 50_000;

export const newVerification = z.strictObject({
  /** Checkpoints that were kept elsewhere, as `pts seal` prints them: one in each line. */
  checkpoints: z
    .string("must be a text")
    .max(LONGEST_CHECKPOINTS, `must have at most ${LONGEST_CHECKPOINTS} characters`)
    .optional(),
});
export type NewVerification = z.output<typeof newVerification>;

export const verificationsQuery = z.object({ limit: limitParameter(10, 50) });
export type VerificationsQuery = z.output<typeof verificationsQuery>;

/** A stored value that is not what recomputing gives: where it is, never what it is. */
const namedDifference = z.object({
  /** Null: it is about no single member. */
  user_id: z.number().int().nullable(),
  what: z.string(),
});

/** Kept checkpoints as they are stored with a verification. */
export const keptCheckpoints = z.array(
  z.object({ slug: z.string(), number: z.number().int(), hash: z.string() }),
);

/** A kept checkpoint that the database does not have, or has with another hash. */
const checkpointDifference = z.object({
  number: z.number().int(),
  found: z.enum(["missing", "other"]),
});

export const namedDifferences = z.array(namedDifference);
export const checkpointDifferences = z.array(checkpointDifference);

const verificationResult = z.object({
  /** How much was recomputed. */
  members: count,
  entries: count,
  /** Completions that do not count yet, because their job waits. */
  waiting: count,
  /** Rows that no seal holds yet: a change of them would not be found. */
  unsealed: count,
  /** How many values differ; `differences` has the first 1,000. */
  found: count,
  differences: namedDifferences,
  checkpoint_differences: checkpointDifferences,
});

export const verification = z.object({
  id: z.number().int(),
  /** `failed`: the job was given up. It can be asked for again. */
  status: z.enum(["waiting", "running", "finished", "failed"]),
  requested_at: instant,
  finished_at: instant.nullable(),
  /** With how many kept checkpoints it compares. */
  compared_checkpoints: count,
  /** Null until it has finished. */
  result: verificationResult.nullable(),
});
export type VerificationResponse = z.infer<typeof verification>;

export const verificationList = z.object({
  /** Newest first. */
  verifications: z.array(verification),
  /** The last checkpoint, as a line to keep outside this service; null: nothing is sealed yet. */
  last_checkpoint: z.string().nullable(),
});
export type VerificationList = z.infer<typeof verificationList>;
