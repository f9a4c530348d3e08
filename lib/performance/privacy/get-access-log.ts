import "server-only";
import type { Context } from "@/lib/context";
import { serializeName } from "@/lib/performance/access/privacy-mode";
import { requireOwn } from "@/lib/performance/access/require-own";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { createEntryCursor, parseEntryCursor } from "@/lib/performance/pagination/list-cursor";
import type { UserAccessLog } from "@/lib/performance/privacy/access-log-schemas";
import {
  listReadsByOperator,
  listViewsOfMember,
  type MemberView,
} from "@/lib/performance/privacy/queries/views";

export type AccessLogInput = {
  readonly userId: MemberId;
  readonly limit?: number;
  readonly cursor?: string | undefined;
};

/**
 * The access records of a member: views of their own figures, of their team's while they were in it, and of the
 * organization's, newest first.
 *
 * @throws AppError `forbidden` for another member's; `invalid_request` for a cursor that no page returned.
 */
export async function getAccessLog(
  context: Context,
  { userId, limit = 100, cursor }: AccessLogInput,
): Promise<UserAccessLog> {
  const { database, organizationId } = context;
  const position = cursor === undefined ? null : parseEntryCursor(cursor);
  await requireOwn(context, userId);
  const after = position === null ? null : { hour: position.createdAt, id: position.id };
  const found = await listViewsOfMember(database, organizationId, userId, {
    after,
    limit: limit + 1,
  });
  const views = found.slice(0, limit);
  const last = views.at(-1);
  return {
    user_id: userId,
    entries: views.map((view) => serializeView(context, view)),
    next_cursor:
      found.length > limit && last !== undefined
        ? createEntryCursor({ createdAt: last.hour, id: last.id })
        : null,
  };
}

/**
 * When the operator of the service read the data of the caller by command line, newest first, by the hour.
 *
 * @throws AppError `forbidden` for another member's.
 */
export async function listOperatorReads(
  context: Context,
  { userId, ...page }: { readonly userId: MemberId; readonly since: Date; readonly limit: number },
): Promise<readonly Date[]> {
  await requireOwn(context, userId);
  return listReadsByOperator(context.database, context.organizationId, userId, page);
}

export function serializeView(
  context: Context,
  view: MemberView,
): UserAccessLog["entries"][number] {
  return {
    id: Number(view.id),
    looked_at: view.hour.toISOString(),
    viewer:
      view.viewer === null
        ? null
        : { user_id: view.viewer.userId, ...serializeName(context, view.viewer) },
    subject: view.subject,
    surface: view.surface,
  };
}
