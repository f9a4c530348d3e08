import type { GivenFields } from "@/lib/performance/domain/assignments/field-names";
import type { AssignmentError } from "@/lib/performance/domain/assignments/validate-assignment";
import type { RequiredSkill } from "@/lib/performance/domain/scoring/skill-match";

/**
 * An assignment from a file or a program, already validated field by field. An absent field keeps its stored value;
 * null empties it. Without a status it is completed if `completedAt` is given, and open if `completedAt` is null.
 */
export type AssignmentInput = GivenFields<"external_id" | "title" | "user_id", RequiredSkill> & {
  /** Deletes the assignment, which must be cancelled. Recording it without this creates it again, with new content. */
  readonly deletedAt?: Date;
  /** Whether only the day of `completedAt` is known, which is then the end of that day; by default its time is. */
  readonly completedPrecision?: "time" | "day";
};

/** What became of an input; a rejected one has errors. */
export type AssignmentOutcome = "new" | "changed" | "unchanged" | readonly AssignmentError[];
