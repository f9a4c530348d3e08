import "server-only";
import type { Context } from "@/lib/context";
import { serializeName, showsFigures, showsText } from "@/lib/performance/access/privacy-mode";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import {
  type DifficultyHundredths,
  toDecimalDifficulty,
} from "@/lib/performance/domain/units/difficulty-hundredths";
import {
  type MatchTenThousandths,
  toDecimalMatch,
} from "@/lib/performance/domain/units/match-ten-thousandths";
import type { ListedAssignment } from "@/lib/performance/ledger/queries/assignment-list";

/**
 * An assignment as the caller may see it: without text that may identify its member where names are hidden, and without
 * figures where individual figures are hidden.
 */
export function serializeAssignment(
  context: Context,
  assignment: ListedAssignment,
): AssignmentResponse {
  const withText = showsText(context, assignment.userId);
  const withFigures = showsFigures(context, assignment.userId);
  const { dueAt, status } = assignment;
  return {
    id: Number(assignment.id),
    external_id: withText ? assignment.externalId : null,
    user_id: assignment.userId,
    ...serializeName(context, assignment),
    title: withText ? assignment.title : null,
    project: withText ? assignment.project : null,
    status,
    overdue: status === "open" && dueAt !== null && dueAt < context.now,
    assigned_at: serializeInstant(assignment.assignedAt),
    started_at: serializeInstant(assignment.startedAt),
    due_at: serializeInstant(dueAt),
    completed_at: withFigures ? serializeInstant(assignment.completedAt) : null,
    completed_precision:
      withFigures && assignment.completedAt !== null ? assignment.completedPrecision : null,
    difficulty: serializeDifficulty(assignment.difficulty),
    skill_match: withFigures ? serializeMatch(assignment.skillMatch) : null,
    required_skills: [...assignment.requiredSkills],
    fact: assignment.fact === null || !withFigures ? null : serializeFact(assignment.fact),
    created_at: assignment.createdAt.toISOString(),
    updated_at: withFigures ? serializeInstant(assignment.updatedAt) : null,
  };
}

function serializeFact(fact: Fact): NonNullable<AssignmentResponse["fact"]> {
  return {
    completed_on: fact.completedOn,
    due_counted: serializeInstant(fact.dueCounted),
    due_rule: fact.dueRule,
    due_moved: fact.dueMoved,
    due_moved_after: fact.dueMovedAfter,
    due_moved_for_absence: fact.dueMovedForAbsence,
    due_unrecorded: fact.dueUnrecorded,
    on_time: fact.onTime,
    early_seconds: fact.earlySeconds,
    duration_seconds: fact.durationSeconds,
    skill_match: serializeMatch(fact.skillMatch),
    difficulty: serializeDifficulty(fact.difficulty),
  };
}

function serializeInstant(instant: Date | null): string | null {
  return instant === null ? null : instant.toISOString();
}

function serializeDifficulty(difficulty: DifficultyHundredths | null): number | null {
  return difficulty === null ? null : toDecimalDifficulty(difficulty);
}

function serializeMatch(match: MatchTenThousandths | null): number | null {
  return match === null ? null : toDecimalMatch(match);
}
