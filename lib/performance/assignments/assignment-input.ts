import type { RequiredSkill } from "@/lib/performance/domain/scoring/skill-match";
import type { AssignmentStatus } from "@/lib/performance/ledger/queries/stored-assignments";

/**
 * An assignment as a file or a program gives it, already checked field by field. What is absent was not given and stays
 * as it is stored; what is null was given as empty.
 */
export type AssignmentInput = {
  readonly externalId: string;
  readonly userId: number;
  readonly title: string;
  readonly project?: string | null;
  /** When absent: completed if `completedAt` is given, open if that is given as empty. */
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
  /** Deletes it, which only cancelled work can be; whatever is recorded without it is there again. */
  readonly deletedAt?: Date;
};

/** Why an assignment was turned away: the field at fault and a sentence for a person. */
export type AssignmentError = { readonly field: string; readonly reason: string };

export type AssignmentOutcome = "new" | "changed" | "unchanged" | AssignmentError;
