import type { SessionList } from "@/lib/auth/account-schemas";
import { getActorId, type PersonContext } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import { withTransaction } from "@/lib/db/transaction";
import { createForbiddenError, createNotFoundError } from "@/lib/errors";
import { requireMayRequestMember } from "@/lib/performance/access/permissions";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";

/** The newest first. @throws AppError `forbidden`. */
export async function listOwnSessions(context: PersonContext): Promise<SessionList> {
  const { actor } = context;
  requireMayRequestMember(actor, actor.userId, null);
  const rows = await listActiveSessions(context);
  return {
    sessions: rows.map((row) => ({
      id: row.id,
      user_agent: row.user_agent,
      created_at: row.created_at.toISOString(),
      expires_at: row.expires_at.toISOString(),
      is_current: actor.kind === "session" && actor.credentialId === row.id,
    })),
  };
}

/**
 * Signs the caller out in one browser, which may be this one. Its next request is 401. A second call changes nothing.
 * @throws AppError `forbidden` for a token; `not_found` for an unknown session and for another member's session.
 */
export async function endOwnSession(
  context: PersonContext,
  { id }: { readonly id: number },
): Promise<{ readonly id: number }> {
  const { actor, database, organizationId } = context;
  requireSession(context);
  const found = await selectRow(
    database,
    kysely
      .selectFrom("sessions")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("user_id", "=", actor.userId)
      .where("id", "=", id),
  );
  if (found === null) {
    throw createNotFoundError();
  }
  await endSessions(context, [id]);
  return { id };
}

/** Signs the caller out in every other browser. @throws AppError `forbidden` for a token. */
export async function endOtherSessions(
  context: PersonContext,
): Promise<{ readonly ended: number }> {
  requireSession(context);
  const active = await listActiveSessions(context);
  const others = active.map(({ id }) => id).filter((id) => id !== context.actor.credentialId);
  return { ended: await endSessions(context, others) };
}

function requireSession({ actor }: PersonContext): void {
  if (actor.kind !== "session") {
    throw createForbiddenError("browser_only");
  }
}

function listActiveSessions({ actor, database, organizationId, now }: PersonContext) {
  return selectRows(
    database,
    kysely
      .selectFrom("sessions")
      .select(["id", "user_agent", "created_at", "expires_at"])
      .where("organization_id", "=", organizationId)
      .where("user_id", "=", actor.userId)
      .where("ended_at", "is", null)
      .where("expires_at", ">", now)
      .orderBy("id", "desc"),
  );
}

async function endSessions(
  { actor, database, organizationId, now }: PersonContext & { readonly database: Database },
  ids: readonly number[],
): Promise<number> {
  return withTransaction(database, async (transaction) => {
    const ended = await selectRows(
      transaction,
      kysely
        .updateTable("sessions")
        .set({ ended_at: now })
        .where("organization_id", "=", organizationId)
        .where("user_id", "=", actor.userId)
        .where("id", "=", anyOf(ids))
        .where("ended_at", "is", null)
        .returning("id"),
    );
    for (const { id } of ended) {
      await insertAuditEntry(
        transaction,
        { organizationId, now, actorId: getActorId(actor) },
        { action: "session.end", subjectType: "session", subjectId: id },
      );
    }
    return ended.length;
  });
}
