import "server-only";
import type { Context } from "@/lib/context";
import { notFoundError } from "@/lib/errors";
import { showsIndividuals, showsText } from "@/lib/performance/privacy";
import type { AchievementChange } from "@/lib/performance/queries/achievements";
import { findNewestEntryOf } from "@/lib/performance/queries/assignment-entry";
import { findAssignment } from "@/lib/performance/queries/assignment-list";
import type { AssignmentChange } from "@/lib/performance/schemas/assignments-write";
import { historyEntryOf, perComponentOf, scoreOf } from "@/lib/performance/serializers";
import { assignmentShown } from "./assignment-shown";
import { recordAccess } from "./record-access";

/**
 * What a write made of an assignment, read after it, so that repeating the write answers the same. Where the
 * organization shows aggregates only, somebody else's figures are left out.
 */
export async function describeChange(context: Context, id: bigint): Promise<AssignmentChange> {
  const { actor, database, organizationId } = context;
  const [assignment, newest] = await Promise.all([
    findAssignment(database, organizationId, id),
    findNewestEntryOf(database, organizationId, id),
  ]);
  if (assignment === null) throw notFoundError();
  const { userId } = assignment;
  const withFigures = showsIndividuals(context) || actor.userId === userId;
  await recordAccess(context, { type: "member", id: userId }, "assignments");
  const changes = withFigures ? (newest?.achieved ?? []) : [];
  return {
    assignment: assignmentShown(context, assignment),
    ...figuresOf(withFigures ? newest : null, showsText(context, userId) ? assignment.title : null),
    milestones: gainedAndLost(changes, "milestone"),
    badges: gainedAndLost(changes, "badge"),
  };
}

function gainedAndLost(changes: readonly AchievementChange[], wanted: AchievementChange["kind"]) {
  const names = (isGained: boolean) =>
    changes.flatMap(({ kind, name, isGain }) =>
      kind === wanted && isGain === isGained ? [name] : [],
    );
  return { gained: names(true), lost: names(false) };
}

function figuresOf(
  newest: Awaited<ReturnType<typeof findNewestEntryOf>>,
  assignmentTitle: string | null,
): Pick<AssignmentChange, "entry" | "score_before" | "score_after" | "contributions"> {
  if (newest === null) {
    return { entry: null, score_before: null, score_after: null, contributions: null };
  }
  const { entry, scoreBefore } = newest;
  return {
    entry: historyEntryOf({ ...entry, assignmentTitle }),
    score_before: scoreOf(scoreBefore),
    score_after: scoreOf(entry.score),
    contributions: perComponentOf(entry.contributions),
  };
}
