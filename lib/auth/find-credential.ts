import { hashSecret } from "@/lib/auth/secret-hash";
import {
  type LeadScope,
  type OrganizationSettings,
  type PersonActor,
  type PrivacyMode,
  type Role,
  type SessionActor,
  type TokenActor,
  tokenScopes,
} from "@/lib/context";
import type { Database } from "@/lib/db/client";

/** The owner of a credential at the time of this request, and the owner's organization. */
export type Credential<SomeActor extends PersonActor = PersonActor> = {
  readonly actor: SomeActor;
  readonly organization: OrganizationSettings;
};

/** The columns of an organization that are read together with a credential. */
export type OrganizationRow = {
  organization_id: number;
  slug: string;
  organization_name: string;
  time_zone: string;
  privacy_mode: PrivacyMode;
  employee_leaderboard: boolean;
};

type CredentialRow = OrganizationRow & {
  credential_id: number;
  user_id: number;
  username: string;
  display_name: string;
  role: Role;
  team_id: number | null;
  lead_scope: LeadScope;
};

type TokenRow = CredentialRow & { scopes: string[]; is_use_noted: boolean };

/**
 * Null for an unknown, expired or revoked token, and for a deactivated owner. The result is the same for all of them,
 * so that it reveals nothing.
 */
export async function findTokenCredential(
  database: Database,
  token: string,
  now: Date,
): Promise<Credential<TokenActor> | null> {
  const [row] = await database.$queryRaw<TokenRow[]>`
    SELECT t.id AS credential_id, t.scopes,
           coalesce(t.last_used_at >= date_trunc('minute', ${now.toISOString()}::timestamptz), false) AS is_use_noted,
           u.id AS user_id, u.username, u.display_name, u.role::text AS role, u.team_id,
           u.lead_scope::text AS lead_scope,
           o.id AS organization_id, o.slug, o.name AS organization_name, o.time_zone,
           o.privacy_mode::text AS privacy_mode, o.employee_leaderboard
      FROM api_tokens t
      JOIN users u ON u.organization_id = t.organization_id AND u.id = t.user_id
      JOIN organizations o ON o.id = t.organization_id
     WHERE t.token_hash = ${hashSecret(token)}
       AND t.revoked_at IS NULL AND t.expires_at > ${now.toISOString()}::timestamptz AND u.deactivated_at IS NULL`;
  if (row === undefined) {
    return null;
  }
  if (!row.is_use_noted) {
    await recordTokenUse(database, row, now);
  }
  return {
    actor: {
      ...toPerson(row),
      kind: "token",
      // As stored: the permission check ignores the scopes that the role no longer allows.
      scopes: tokenScopes.filter((scope) => row.scopes.includes(scope)),
    },
    organization: toOrganizationSettings(row),
  };
}

/** Null for an unknown, expired or ended session, and for a deactivated owner. */
export async function findSessionCredential(
  database: Database,
  secret: string,
  now: Date,
): Promise<Credential<SessionActor> | null> {
  const [row] = await database.$queryRaw<CredentialRow[]>`
    SELECT s.id AS credential_id,
           u.id AS user_id, u.username, u.display_name, u.role::text AS role, u.team_id,
           u.lead_scope::text AS lead_scope,
           o.id AS organization_id, o.slug, o.name AS organization_name, o.time_zone,
           o.privacy_mode::text AS privacy_mode, o.employee_leaderboard
      FROM sessions s
      JOIN users u ON u.organization_id = s.organization_id AND u.id = s.user_id
      JOIN organizations o ON o.id = s.organization_id
     WHERE s.secret_hash = ${hashSecret(secret)}
       AND s.ended_at IS NULL AND s.expires_at > ${now.toISOString()}::timestamptz AND u.deactivated_at IS NULL`;
  return row === undefined
    ? null
    : {
        actor: { ...toPerson(row), kind: "session", scopes: null },
        organization: toOrganizationSettings(row),
      };
}

/** To the minute, so that a busy token causes one write a minute and not one for each request. */
async function recordTokenUse(database: Database, row: TokenRow, now: Date): Promise<void> {
  await database.$executeRaw`
    UPDATE api_tokens SET last_used_at = date_trunc('minute', ${now.toISOString()}::timestamptz)
     WHERE organization_id = ${row.organization_id} AND id = ${row.credential_id}
       AND (last_used_at IS NULL OR last_used_at < date_trunc('minute', ${now.toISOString()}::timestamptz))`;
}

function toPerson(row: CredentialRow) {
  return {
    userId: row.user_id,
    organizationId: row.organization_id,
    username: row.username,
    displayName: row.display_name,
    role: row.role,
    teamId: row.team_id,
    leadScope: row.lead_scope,
    credentialId: row.credential_id,
  };
}

export function toOrganizationSettings(row: OrganizationRow): OrganizationSettings {
  return {
    id: row.organization_id,
    slug: row.slug,
    name: row.organization_name,
    timeZone: row.time_zone,
    privacyMode: row.privacy_mode,
    employeeLeaderboard: row.employee_leaderboard,
  };
}
