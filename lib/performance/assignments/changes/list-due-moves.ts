import "server-only";
import type { Context } from "@/lib/context";
import { serializeName } from "@/lib/performance/access/privacy-mode";
import type { DueMove } from "@/lib/performance/assignments/changes/change-words";
import {
  type ChangeActor,
  type DueChangeRecord,
  listChangeActors,
  listDueChanges,
} from "@/lib/performance/assignments/queries/assignment-changes";
import type { RecordedFields } from "@/lib/performance/domain/changes/replay-changes";
import type { ActorId, AssignmentId, MemberId } from "@/lib/performance/domain/units/ids";

/**
 * How the due dates of a member's assignments were changed since they have them, the first one first. The caller checks
 * who may see it. An assignment without such a change is absent, and one that another member has now.
 */
export async function listDueMoves(
  context: Context,
  userId: MemberId,
  assignmentIds: readonly AssignmentId[],
): Promise<ReadonlyMap<AssignmentId, readonly DueMove[]>> {
  const { database, organizationId } = context;
  const changes = await listDueChanges(database, organizationId, userId, assignmentIds);
  const actorIds = [...new Set(changes.flatMap(({ actorId }) => actorId ?? []))];
  const members = await listChangeActors(database, organizationId, actorIds);
  const moves = new Map<AssignmentId, DueMove[]>();
  for (const change of changes) {
    const ofAssignment = moves.get(change.assignmentId) ?? [];
    ofAssignment.push(toDueMove(context, change, members));
    moves.set(change.assignmentId, ofAssignment);
  }
  return moves;
}

function toDueMove(
  context: Context,
  { before, after, actorId, createdAt, wasDuePassed, isDuePassed, reason }: DueChangeRecord,
  members: ReadonlyMap<ActorId, ChangeActor>,
): DueMove {
  const actor = actorId === null ? undefined : members.get(actorId);
  return {
    before: toInstantText(before?.due_at),
    after: toInstantText(after.due_at),
    created_at: createdAt.toISOString(),
    was_due_passed: wasDuePassed,
    is_due_passed: isDuePassed,
    reason,
    actor: actor === undefined ? null : serializeNamedMember(context, actor),
  };
}

/** A member's name as the caller may see it. */
export function serializeNamedMember(context: Context, member: ChangeActor) {
  const { id, username, display_name: displayName, alias } = member;
  return serializeName(context, { userId: id, username, displayName, alias });
}

/** A recorded instant; null where there is none. */
export function toInstantText(value: RecordedFields["due_at"]): string | null {
  return typeof value === "number" ? new Date(value).toISOString() : null;
}
