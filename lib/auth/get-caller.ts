import type { CallerResponse } from "@/lib/auth/account-schemas";
import type { CallerContext, CallingActor } from "@/lib/context";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { createUnauthenticatedError } from "@/lib/errors";
import { hasPermission, permissions } from "@/lib/performance/access/permissions";
import { getOwnProfile } from "@/lib/performance/members/get-own-profile";

/**
 * Who sends the request: the user, their organization, what they may do, and the credential that they do it with.
 * @throws AppError `unauthenticated` for a credential, and `not_found` for a member, that was deleted meanwhile.
 */
export async function getCaller(context: CallerContext): Promise<CallerResponse> {
  const { actor, organization } = context;
  return {
    ...(await describeActor(context, actor)),
    organization: {
      id: organization.id,
      slug: organization.slug,
      name: organization.name,
      time_zone: organization.timeZone,
      privacy_mode: organization.privacyMode,
    },
    role: actor.role,
    permissions: permissions.filter((permission) => hasPermission(actor, permission)),
    credential: await describeCredential(context),
  };
}

async function describeActor(
  context: CallerContext,
  actor: CallingActor,
): Promise<Pick<CallerResponse, "user" | "service_account">> {
  if (actor.kind === "service") {
    const { serviceAccountId: id, displayName: name } = actor;
    return { user: null, service_account: { id, name } };
  }
  const { username, displayName, email, team } = await getOwnProfile({ ...context, actor });
  const user = {
    ...{ id: actor.userId, username, display_name: displayName, email },
    ...{ team_id: actor.teamId, team, lead_scope: actor.leadScope },
  };
  return { user, service_account: null };
}

async function describeCredential(context: CallerContext): Promise<CallerResponse["credential"]> {
  const { actor } = context;
  const { credentialId: id, scopes } = actor;
  const kind = actor.kind === "session" ? "session" : "token";
  const { name, expiresAt } = await (kind === "session"
    ? findSession(context, actor)
    : findToken(context, actor));
  return {
    ...{ kind, id, name, scopes: scopes === null ? null : [...scopes] },
    expires_at: expiresAt.toISOString(),
  };
}

async function findToken({ database }: CallerContext, actor: CallingActor) {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("api_tokens")
      .select(["name", "expires_at"])
      .where("organization_id", "=", actor.organizationId)
      .where("id", "=", actor.credentialId),
  );
  if (row === null) throw createUnauthenticatedError();
  return { name: row.name, expiresAt: row.expires_at };
}

async function findSession({ database }: CallerContext, actor: CallingActor) {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("sessions")
      .select("expires_at")
      .where("organization_id", "=", actor.organizationId)
      .where("id", "=", actor.credentialId),
  );
  if (row === null) throw createUnauthenticatedError();
  return { name: null, expiresAt: row.expires_at };
}
