import type { RequiredSkill } from "@/lib/performance/domain/scoring/skill-match";
import type { AssignmentStatus } from "@/lib/performance/ledger/queries/stored-assignments";

/**
 * An assignment from a file or a program, already validated field by field. An absent field keeps its stored value;
 * null empties it.
 */
export type AssignmentInput = {
  readonly externalId: string;
  readonly userId: number;
  readonly title: string;
  readonly project?: string | null;
  /** When absent: completed if `completedAt` is given, open if `completedAt` is null. */
  readonly status?: AssignmentStatus;
  readonly assignedAt?: Date | null;
  readonly startedAt?: Date | null;
  readonly dueAt?: Date | null;
  readonly completedAt?: Date | null;
  /** Whole steps of 1/100 on the scale 0–10. */
  readonly difficulty?: number | null;
  /** Whole steps of 1/10000. */
  readonly skillMatch?: number | null;
  readonly requiredSkills?: readonly RequiredSkill[];
  /** Deletes the assignment, which must be cancelled. Recording it again without this restores it. */
  readonly deletedAt?: Date;
};

/** Why an assignment was rejected: the invalid field and a sentence for a person. */
export type AssignmentError = { readonly field: string; readonly reason: string };

export type AssignmentOutcome = "new" | "changed" | "unchanged" | AssignmentError;
