import "server-only";
import type { Context } from "@/lib/context";
import { serializeName, showsFigures, showsText } from "@/lib/performance/access/privacy-mode";
import { recordAccess } from "@/lib/performance/access/record-access";
import { canViewMember, canWriteAssignmentsOf } from "@/lib/performance/access/visible-members";
import type { AssignmentChange } from "@/lib/performance/assignments/write-schemas";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { AchievementChange } from "@/lib/performance/ledger/queries/achievements";
import type {
  EntryAndBefore,
  FormerEntry,
} from "@/lib/performance/ledger/queries/assignment-entry";
import type { ListedAssignment } from "@/lib/performance/ledger/queries/assignment-list";
import {
  serializeHistoryEntry,
  serializePerComponent,
  toScore,
} from "@/lib/performance/summaries/serializers";
import type { ChangedAssignment } from "./change-assignment";
import { serializeAssignment } from "./serializers";

/**
 * The response of an assignment write. Nothing is read here, because another write may have followed. Where the
 * organization shows aggregates only, another member's figures are left out.
 */
export async function describeChange(
  context: Context,
  { assignment, newest, former }: ChangedAssignment,
): Promise<AssignmentChange> {
  const { userId } = assignment;
  const withFigures = showsFigures(context, userId);
  await recordAccess(context, { type: "member", id: userId }, "assignments");
  return {
    assignment: serializeAssignment(context, assignment),
    ...describeEntry(withFigures ? newest : null, getVisibleTitle(context, userId, assignment)),
    taken_from: former === null ? null : await describeFormerAssignee(context, former, assignment),
  };
}

type Figures = Omit<AssignmentChange, "assignment" | "taken_from">;

const NO_FIGURES: Figures = {
  entry: null,
  score_before: null,
  score_after: null,
  contributions: null,
  milestones: { gained: [], lost: [] },
  badges: { gained: [], lost: [] },
};

/**
 * The effect of an entry on the score, and what was gained and lost by it; null where nothing was written or may be
 * shown.
 */
export function describeEntry(
  found: EntryAndBefore | null,
  assignmentTitle: string | null,
): Figures {
  return found === null ? NO_FIGURES : serializeFigures(found, assignmentTitle);
}

function serializeFigures(
  { entry, scoreBefore, achieved }: EntryAndBefore,
  assignmentTitle: string | null,
) {
  return {
    entry: serializeHistoryEntry({ ...entry, assignmentTitle }),
    score_before: toScore(scoreBefore),
    score_after: toScore(entry.score),
    contributions: serializePerComponent(entry.contributions),
    milestones: groupAchievements(achieved, "milestone"),
    badges: groupAchievements(achieved, "badge"),
  };
}

/** The new assignee may complete an assignment, but may not see its former assignees. */
async function describeFormerAssignee(
  context: Context,
  former: FormerEntry,
  assignment: ListedAssignment,
): Promise<AssignmentChange["taken_from"]> {
  const { actor } = context;
  const { member } = former;
  const isSeen = canViewMember(actor, member) || canWriteAssignmentsOf(actor, member);
  if (!isSeen || !showsFigures(context, member.userId)) return null;
  await recordAccess(context, { type: "member", id: member.userId }, "assignments");
  return {
    user_id: member.userId,
    ...serializeName(context, member),
    ...serializeFigures(former, getVisibleTitle(context, member.userId, assignment)),
  };
}

function getVisibleTitle(
  context: Context,
  userId: MemberId,
  { title }: ListedAssignment,
): string | null {
  return showsText(context, userId) ? title : null;
}

/** The assignment alone, for a caller who does not wait for its figures. */
export async function describeAssignment(context: Context, assignment: ListedAssignment) {
  await recordAccess(context, { type: "member", id: assignment.userId }, "assignments");
  return serializeAssignment(context, assignment);
}

/** The names of the milestones or badges that were gained and lost. */
export function groupAchievements(
  changes: readonly AchievementChange[],
  wanted: AchievementChange["kind"],
) {
  const listNames = (isGained: boolean) =>
    changes.flatMap(({ kind, name, isGain }) =>
      kind === wanted && isGain === isGained ? [name] : [],
    );
  return { gained: listNames(true), lost: listNames(false) };
}
