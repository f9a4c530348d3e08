import "server-only";
import type { Context } from "@/lib/context";
import { AppError, createForbiddenError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { showsIndividuals, showsNames } from "@/lib/performance/access/privacy-mode";
import { requireGroup } from "@/lib/performance/access/require-group";
import { requireMember } from "@/lib/performance/access/require-member";
import { knowsKey } from "@/lib/performance/assignments/external-ids/known-keys";
import type {
  AssignmentList,
  AssignmentOrder,
  AssignmentsQuery,
} from "@/lib/performance/assignments/schemas";
import { parseLocalDateTime } from "@/lib/performance/domain/time/local-time";
import {
  findAssignmentId,
  type ListedAssignment,
  listAssignments,
} from "@/lib/performance/ledger/queries/assignment-list";
import type { AssignmentCursor } from "@/lib/performance/ledger/queries/assignment-order";
import type { Group } from "@/lib/performance/ledger/queries/groups";
import {
  createEntryCursor,
  createIdCursor,
  parseEntryCursor,
  parseIdCursor,
} from "@/lib/performance/pagination/list-cursor";
import { serializeAssignment } from "./serializers";

/**
 * The assignments of one member, of a team, or of all members that the caller may see, in the requested order.
 *
 * @throws AppError `forbidden`, `not_found`, or `invalid_request` for a cursor that no page returned, and for a member
 * together with a team.
 */
export async function listVisibleAssignments(
  context: Context,
  query: AssignmentsQuery,
): Promise<AssignmentList> {
  const { database, organizationId, organization, now } = context;
  const { status = null, overdue, limit, cursor, external_id: externalId } = query;
  const { updated_since: since } = query;
  const order = getOrder(query);
  if (externalId !== undefined) requireKeyReader(context, query);
  const place = parseOrderCursor(order, cursor);
  const group = await requireListedGroup(context, query);
  const isKnown = externalId === undefined || (await knowsKeyOf(context, query));
  if (!isKnown) return { assignments: [], next_cursor: null };
  const found = await listAssignments(
    database,
    organizationId,
    {
      ...{ owners: group, status, externalId },
      updatedSince: parseLocalDateTime(since ?? "", organization.timeZone, "start") ?? undefined,
      overdue: overdue === undefined ? null : { is: overdue, at: now },
    },
    { place, limit: limit + 1 },
  );
  const assignments = found.slice(0, limit);
  const last = assignments.at(-1);
  return {
    assignments: assignments.map((assignment) => ({
      ...serializeAssignment(context, assignment),
      // The caller knows the key that they asked for.
      ...(externalId !== undefined && { external_id: externalId }),
    })),
    next_cursor: found.length > limit && last !== undefined ? createOrderCursor(order, last) : null,
  };
}

/** @throws AppError `invalid_request` for both names of the parameter. */
function getOrder({ sort, order }: AssignmentsQuery): AssignmentOrder {
  if (sort !== undefined && order !== undefined) {
    throw new AppError("invalid_request", "The order has two names. Send sort alone.", {
      invalidParams: [
        { name: "order", code: "conflicting", reason: "cannot be given together with sort" },
      ],
    });
  }
  return sort ?? order ?? "recorded";
}

/** Whether the key is the caller's to ask for: of their own assignments, or as `listKnownKeys` says. */
async function knowsKeyOf(
  context: Context,
  { user_id: userId, external_id: externalId = "" }: AssignmentsQuery,
): Promise<boolean> {
  const isOwn = userId !== undefined && userId === context.actor.userId;
  if (showsNames(context) || isOwn) return true;
  const { database, organizationId } = context;
  const id = await findAssignmentId(database, organizationId, externalId);
  return id !== null && (await knowsKey(database, context, id));
}

/**
 * A key of another system may tell whose an assignment is. Where names are hidden, only those who write
 * assignments may ask, and `knowsKeyOf` says for which keys.
 *
 * @throws AppError `forbidden` where names are hidden, without `write_assignments`.
 */
function requireKeyReader(context: Context, { user_id: userId }: AssignmentsQuery): void {
  const isOwn = userId !== undefined && userId === context.actor.userId;
  if (!isOwn && !showsNames(context)) requirePermission(context.actor, "write_assignments");
}

/** @throws AppError `invalid_request` for a cursor that no page in this order returned. */
function parseOrderCursor(order: AssignmentOrder, cursor: string | undefined): AssignmentCursor {
  if (cursor === undefined) return { order, after: null };
  if (order === "recorded") return { order, after: { id: parseIdCursor(cursor, "bigint") } };
  if (!cursor.includes("_")) {
    return { order, after: { at: null, id: parseIdCursor(cursor, "bigint") } };
  }
  const { createdAt: at, id } = parseEntryCursor(cursor);
  return { order, after: { at, id } };
}

function createOrderCursor(
  order: AssignmentOrder,
  { id, dueAt, completedAt }: Pick<ListedAssignment, "id" | "dueAt" | "completedAt">,
): string {
  const at = { recorded: null, due: dueAt, completed: completedAt }[order];
  return at === null ? createIdCursor(id) : createEntryCursor({ createdAt: at, id });
}

async function requireListedGroup(
  context: Context,
  { user_id: userId, team_id: teamId }: AssignmentsQuery,
): Promise<Group> {
  if (userId === undefined) {
    requirePermission(context.actor, "view_team");
    if (!showsIndividuals(context)) throw createForbiddenError("privacy_mode");
    return requireGroup(context, { permission: "view_team", teamId, surface: "assignments" });
  }
  if (teamId !== undefined) {
    throw new AppError(
      "invalid_request",
      "Filter assignments by a member or by a team, not by both.",
      {
        invalidParams: [
          { name: "team_id", code: "conflicting", reason: "cannot be given together with user_id" },
        ],
      },
    );
  }
  await requireMember(context, userId, "assignments");
  return { kind: "member", userId };
}
