import "server-only";
import type { Context } from "@/lib/context";
import { showsFigures } from "@/lib/performance/access/privacy-mode";
import { recordAccess } from "@/lib/performance/access/record-access";
import { canViewMember, canWriteAssignmentsOf } from "@/lib/performance/access/visible-members";
import type {
  AssignmentChangeResponse,
  AssignmentChanges,
  ChangedFields,
} from "@/lib/performance/assignments/changes/change-schemas";
import { requireReadableAssignment } from "@/lib/performance/assignments/get-assignment";
import {
  type AssignmentChangeRecord,
  listAssignmentChanges,
  listNamedMembers,
  listRequiredLevels,
  listSkillNames,
  type NamedMember,
} from "@/lib/performance/assignments/queries/assignment-changes";
import { isMatchFar, listChangeSignals } from "@/lib/performance/domain/changes/change-signals";
import type { RecordedFields } from "@/lib/performance/domain/changes/replay-changes";
import { computeSkillMatch } from "@/lib/performance/domain/scoring/skill-match";
import {
  toDecimalDifficulty,
  toDifficultyHundredths,
} from "@/lib/performance/domain/units/difficulty-hundredths";
import type { AssignmentId, MemberId, SkillId } from "@/lib/performance/domain/units/ids";
import {
  type MatchTenThousandths,
  toDecimalMatch,
  toMatchTenThousandths,
} from "@/lib/performance/domain/units/match-ten-thousandths";
import { serializeNamedMember, toInstantText } from "./list-due-moves";

/** What the ids in recorded changes mean. */
type Names = {
  readonly members: ReadonlyMap<MemberId, NamedMember>;
  readonly skills: ReadonlyMap<SkillId, string>;
  readonly isVisible: (userId: MemberId) => boolean;
};

/**
 * The recorded changes of an assignment, the last one first, for everyone who may read the assignment. Changes while a
 * member had it that the caller may not see are left out.
 *
 * @throws AppError as `getAssignment`.
 */
export async function listChanges(
  context: Context,
  { id, limit }: { readonly id: AssignmentId; readonly limit: number },
): Promise<AssignmentChanges> {
  const { database, organizationId } = context;
  const { userId, completedAt, skillMatch } = await requireReadableAssignment(context, id);
  const records = await listAssignmentChanges(database, organizationId, id, limit);
  const names = await readNames(context, userId, records);
  const visible = listVisible(records, userId, names);
  for (const holder of new Set([userId, ...visible.map((one) => one.holder)])) {
    await recordAccess(context, { type: "member", id: holder }, "assignments");
  }
  return {
    assignment_id: Number(id),
    changes: visible.map(({ record }) => ({
      ...serializeChange(context, record, names),
      signals: [...listChangeSignals(hideFormerHolder(record, names), completedAt)],
    })),
    is_skill_match_far: isMatchFar(skillMatch, await computeMatchByLevels(context, id)),
  };
}

async function computeMatchByLevels(
  { database, organizationId }: Context,
  id: AssignmentId,
): Promise<MatchTenThousandths | null> {
  const required = await listRequiredLevels(database, organizationId, id);
  const rated = required.flatMap(({ skillId, held }) =>
    held === null ? [] : [[skillId, held] as const],
  );
  return computeSkillMatch(required, new Map(rated));
}

async function readNames(
  context: Context,
  assigneeId: MemberId,
  records: readonly AssignmentChangeRecord[],
): Promise<Names> {
  const { actor, database, organizationId } = context;
  const fields = records.flatMap(({ before, after }) => [before ?? {}, after]);
  const actorIds = records.flatMap(({ actorId }) => actorId ?? []);
  const memberIds = [...actorIds, ...fields.flatMap((one) => getNumber(one.user_id) ?? [])];
  const skillIds = fields.flatMap((one) => getSkills(one).map(([skillId]) => skillId));
  const members = await listNamedMembers(database, organizationId, [...new Set(memberIds)]);
  const skills = await listSkillNames(database, organizationId, [...new Set(skillIds)]);
  const isVisible = (userId: MemberId) => {
    const member = members.get(userId);
    if (userId === assigneeId) return true;
    if (member === undefined || !showsFigures(context, userId)) return false;
    const target = { organizationId, userId, teamId: member.team_id };
    return canViewMember(actor, target) || canWriteAssignmentsOf(actor, target);
  };
  return { members, skills, isVisible };
}

/** The changes while a visible member had the assignment, the last one first, each with that member. */
function listVisible(
  records: readonly AssignmentChangeRecord[],
  assigneeId: MemberId,
  { isVisible }: Names,
): readonly { readonly record: AssignmentChangeRecord; readonly holder: MemberId }[] {
  let next = assigneeId;
  const held = records.map((record) => {
    const holder = next;
    next = getNumber(record.before?.user_id) ?? holder;
    return { record, holder };
  });
  return held.filter(({ holder }) => isVisible(holder));
}

function serializeChange(
  context: Context,
  record: AssignmentChangeRecord,
  names: Names,
): Omit<AssignmentChangeResponse, "signals"> {
  const { before, after, actorId, wasDuePassed } = hideFormerHolder(record, names);
  const actor = actorId === null ? undefined : names.members.get(actorId);
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
    was_due_passed: wasDuePassed,
    is_due_passed: record.isDuePassed,
  };
}

/** What was before a change of hands is about the former holder: it is theirs to show. */
function hideFormerHolder(
  record: AssignmentChangeRecord,
  { isVisible }: Names,
): AssignmentChangeRecord {
  const holder = getNumber(record.before?.user_id);
  if (holder === null || isVisible(holder)) return record;
  return { ...record, before: { user_id: null }, wasDuePassed: null };
}

const statuses = ["open", "completed", "cancelled"] as const;

function serializeFields(fields: RecordedFields, { skills, isVisible }: Names): ChangedFields {
  const has = (field: keyof RecordedFields) => field in fields;
  const instants = (["assigned_at", "started_at", "due_at", "completed_at"] as const).filter(has);
  const userId = getNumber(fields.user_id);
  const difficulty = getNumber(fields.difficulty);
  const match = getNumber(fields.skill_match);
  const status = statuses.find((one) => one === fields.status);
  return {
    ...(has("user_id") && { user_id: userId !== null && isVisible(userId) ? userId : null }),
    ...(status !== undefined && { status }),
    ...(has("deleted") && { deleted: fields.deleted === true }),
    ...Object.fromEntries(instants.map((field) => [field, toInstantText(fields[field])])),
    ...(has("difficulty") && {
      difficulty:
        difficulty === null ? null : toDecimalDifficulty(toDifficultyHundredths(difficulty)),
    }),
    ...(has("skill_match") && {
      skill_match: match === null ? null : toDecimalMatch(toMatchTenThousandths(match)),
    }),
    ...(has("required_skills") && {
      required_skills: getSkills(fields)
        .map(([skillId, level]) => ({ name: skills.get(skillId) ?? `${skillId}`, level }))
        .sort((left, right) => left.name.localeCompare(right.name)),
    }),
  };
}

function getNumber(value: RecordedFields["due_at"]): number | null {
  return typeof value === "number" ? value : null;
}

function getSkills({ required_skills: skills }: RecordedFields) {
  return Array.isArray(skills) ? skills : [];
}
