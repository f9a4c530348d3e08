import { factNames } from "@/lib/performance/domain/assignments/field-names";
import type {
  MeasuredField,
  RecordedFields,
} from "@/lib/performance/domain/changes/replay-changes";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/** The fields that work changes by itself: their change undoes no creation. */
const FIELDS_OF_PROGRESS: readonly MeasuredField[] = [
  ...(["user_id", "status", "deleted", "started_at", "completed_at"] as const),
];

/** A recorded change of an assignment, and the fields that were changed after it, as they are now. */
export type ContestedChange = {
  readonly event: "baseline" | "created" | "changed" | "deleted";
  readonly after: RecordedFields;
  readonly later: RecordedFields;
};

/** Whether a change can be contested. A baseline changed nothing: the assignment was there before. */
export function isContestableEvent(event: ContestedChange["event"]): boolean {
  return event !== "baseline";
}

/** Whether the assignment no longer has what a change made of it, in at least one field. */
export function isChangeUndone({ event, after, later }: ContestedChange): boolean {
  const fields: readonly string[] =
    event === "created"
      ? Object.keys(after).filter((name) => !FIELDS_OF_PROGRESS.some((field) => field === name))
      : Object.keys(after);
  const now = new Map(Object.entries(later));
  const then = new Map(Object.entries(after));
  return fields.some(
    (name) => now.has(name) && JSON.stringify(now.get(name)) !== JSON.stringify(then.get(name)),
  );
}

/** What a decider has to do to uphold a contest; null where nothing. */
export type UpholdRequirement = "facts" | "undoing";

/**
 * What upholding a contest about a change needs. `facts`: the right ones. `undoing`: the change is about no fact, such
 * as a new status, or it took the assignment from the member.
 *
 * @param member who raised it; `isHeld`: whether they have the assignment now.
 */
export function getChangeRequirement(
  change: ContestedChange,
  member: { readonly userId: MemberId; readonly isHeld: boolean },
): UpholdRequirement | null {
  if (isChangeUndone(change)) return null;
  const { user_id: holder, deleted: isDeleted } = change.after;
  if (member.isHeld) {
    const isAboutFact = factNames.some((name) => name in change.after);
    return isAboutFact ? "facts" : "undoing";
  }
  const isTaken = holder !== undefined && holder !== member.userId;
  return change.event !== "created" && (isTaken || isDeleted === true) ? "undoing" : null;
}
