import "server-only";
import type { Context } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { showsFigures, showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { canViewMember, canWriteAssignmentsOf } from "@/lib/performance/access/visible-members";
import type { AssignmentChangeResponse } from "@/lib/performance/assignments/changes/change-schemas";
import {
  type AssignmentChangeRecord,
  type ChangeActor,
  type HeldChange,
  listChangeActors,
  listChangesById,
  listSkillNames,
} from "@/lib/performance/assignments/queries/assignment-changes";
import { listChangeSignals } from "@/lib/performance/domain/changes/change-signals";
import type { RecordedFields } from "@/lib/performance/domain/changes/replay-changes";
import { isContestableEvent } from "@/lib/performance/domain/contests/change-contest-rules";
import type {
  ActorId,
  AssignmentChangeId,
  AssignmentId,
  MemberId,
} from "@/lib/performance/domain/units/ids";
import {
  type ContestOfChange,
  listContestsOfChanges,
} from "@/lib/performance/ledger/queries/contested-records";
import { serializeNamedMember } from "./list-due-moves";
import { type FieldNames, getNumber, getSkills, serializeFields } from "./serialize-fields";

/** What the ids in recorded changes mean, and what is contested of them. */
type Names = FieldNames & {
  readonly members: ReadonlyMap<ActorId, ChangeActor>;
  /** Whether the caller may see the contests of a member. */
  readonly showsContestsOf: (userId: MemberId) => boolean;
  readonly contests: readonly ContestOfChange[];
};

export type SerializedChange = {
  readonly change: AssignmentChangeResponse;
  /** Whether the caller may see the member who had the assignment after it. */
  readonly isHeldByVisible: boolean;
  /** Whether it is about an assignment that the caller has, or had before or after it. */
  readonly isOwn: boolean;
  /** Null where the assignment is gone or was deleted. */
  readonly assignmentId: AssignmentId | null;
};

/**
 * Changes as the caller may see them, by id. What is about a member that they may not see is left out: the fields
 * before a change that took the assignment from that member, and those after one that gave it to them. A change is
 * absent where the caller may see neither.
 *
 * @param known members that the caller may see, as was checked before.
 */
export async function serializeChanges(
  context: Context,
  connection: Database | Transaction,
  changes: readonly HeldChange[],
  known: readonly MemberId[],
): Promise<ReadonlyMap<AssignmentChangeId, SerializedChange>> {
  const names = await readNames(context, connection, changes, known);
  return new Map(
    changes.flatMap((held) => {
      const { record, holder } = held;
      const former = getMemberId(record.before);
      const isHeldByVisible = names.isVisible(holder);
      if (!isHeldByVisible && (former === null || !names.isVisible(former))) return [];
      const assignmentId = held.assignment?.isDeleted === false ? held.assignment.id : null;
      const isOwn = isOwnChange(context, held, isHeldByVisible);
      const change = serializeChange(context, held, names, isOwn && assignmentId !== null);
      return [[record.id, { change, isHeldByVisible, isOwn, assignmentId }] as const];
    }),
  );
}

/** The same for changes of any assignments. */
export async function serializeChangesById(
  context: Context,
  connection: Database | Transaction,
  ids: readonly AssignmentChangeId[],
  known: readonly MemberId[],
): Promise<ReadonlyMap<AssignmentChangeId, SerializedChange>> {
  const changes = await listChangesById(connection, context.organizationId, ids);
  return serializeChanges(context, connection, changes, known);
}

async function readNames(
  context: Context,
  connection: Database | Transaction,
  changes: readonly HeldChange[],
  known: readonly MemberId[],
): Promise<Names> {
  const { actor, organizationId } = context;
  const records = changes.map(({ record }) => record);
  const fields = records.flatMap(({ before, after }) => [before ?? {}, after]);
  const ids = records.map(({ id }) => id);
  const contests = await listContestsOfChanges(connection, organizationId, ids);
  const memberIds = [
    ...records.flatMap(({ actorId }) => actorId ?? []),
    ...fields.flatMap((one) => getMemberId(one) ?? []),
    ...changes.flatMap(({ holder, assignment }) => [holder, assignment?.userId ?? holder]),
    ...contests.map(({ userId }) => userId),
  ];
  const skillIds = fields.flatMap((one) => getSkills(one).map(([skillId]) => skillId));
  const members = await listChangeActors(connection, organizationId, [...new Set(memberIds)]);
  const skills = await listSkillNames(connection, organizationId, [...new Set(skillIds)]);
  const getTarget = (userId: MemberId) => {
    const member = members.get(userId);
    const isShown = member !== undefined && showsFigures(context, userId);
    return isShown ? { organizationId, userId, teamId: member.team_id } : null;
  };
  return {
    ...{ members, skills, contests },
    isVisible: (userId) => {
      if (known.includes(userId)) return true;
      const target = getTarget(userId);
      return (
        target !== null && (canViewMember(actor, target) || canWriteAssignmentsOf(actor, target))
      );
    },
    showsContestsOf: (userId) => {
      const target = getTarget(userId);
      return target !== null && canViewMember(actor, target);
    },
  };
}

/** The assignee in recorded fields; null where they say nothing about it. */
export function getMemberId(fields: RecordedFields | null): MemberId | null {
  return getNumber(fields?.user_id);
}

function serializeChange(
  context: Context,
  held: HeldChange,
  names: Names,
  isContestable: boolean,
): AssignmentChangeResponse {
  const record = hideLaterHolder(hideFormerHolder(held.record, names), held, names);
  const { before, after, actorId } = record;
  const actor = actorId === null ? undefined : names.members.get(actorId);
  const { assignment } = held;
  const completedAt =
    assignment !== null && names.isVisible(assignment.userId) ? assignment.completedAt : null;
  return {
    id: Number(record.id),
    event: record.event,
    created_at: record.createdAt.toISOString(),
    actor:
      actor === undefined ? null : { user_id: actor.id, ...serializeNamedMember(context, actor) },
    source: record.source,
    reason: record.reason,
    before: before === null ? null : serializeFields(before, names),
    after: serializeFields(after, names),
    was_due_passed: record.wasDuePassed,
    is_due_passed: record.isDuePassed,
    signals: [...listChangeSignals(record, completedAt)],
    ...serializeContest(context, record, names, isContestable),
  };
}

/** A member contests what happened to an assignment while they had it, and what they see of one that they have. */
function isOwnChange(
  { actor: { userId } }: Context,
  { record, holder, assignment }: HeldChange,
  isHeldByVisible: boolean,
): boolean {
  if (userId === null) return false;
  const isHeldByCaller = holder === userId || getMemberId(record.before) === userId;
  return isHeldByCaller || (assignment?.userId === userId && isHeldByVisible);
}

function serializeContest(
  context: Context,
  { id, event }: AssignmentChangeRecord,
  { contests, showsContestsOf }: Names,
  isContestable: boolean,
): Pick<AssignmentChangeResponse, "contestable" | "contest"> {
  const ofChange = contests.filter(({ changeId }) => changeId === id);
  const shown = ofChange.find((one) => showsContestsOf(one.userId));
  return {
    contestable:
      isContestable &&
      showsIndividuals(context) &&
      isContestableEvent(event) &&
      ofChange.every(({ status }) => status !== "open"),
    contest: shown === undefined ? null : { id: Number(shown.id), status: shown.status },
  };
}

/** What was before a change of hands is about the former holder: it is theirs to show. */
function hideFormerHolder(
  record: AssignmentChangeRecord,
  { isVisible }: Names,
): AssignmentChangeRecord {
  const holder = getMemberId(record.before);
  if (holder === null || isVisible(holder)) return record;
  return { ...record, before: { user_id: null }, wasDuePassed: null };
}

/** What was after it is about the later one. */
function hideLaterHolder(
  record: AssignmentChangeRecord,
  { holder }: HeldChange,
  { isVisible }: Names,
): AssignmentChangeRecord {
  if (isVisible(holder)) return record;
  return { ...record, after: { user_id: null }, isDuePassed: null };
}
