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

/** Who stands behind a credential, as of this request, and in which organization. */
export type Credential<SomeActor extends PersonActor = PersonActor> = {
  readonly actor: SomeActor;
  readonly organization: OrganizationSettings;
};

/** What is read of an organization along with a credential. */
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

/** Null for a token that is unknown, expired or revoked, or whose owner is deactivated: nobody can tell which. */
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
    await noteTokenUse(database, row, now);
  }
  return {
    actor: {
      ...personOf(row),
      kind: "token",
      scopes: tokenScopes.filter((scope) => row.scopes.includes(scope)),
    },
    organization: getOrganizationOf(row),
  };
}

/** Null for a session that is unknown, over or ended, or whose owner is deactivated. */
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
        actor: { ...personOf(row), kind: "session", scopes: null },
        organization: getOrganizationOf(row),
      };
}

/** To the minute, so that a busy token is written once a minute and not at each request. */
async function noteTokenUse(database: Database, row: TokenRow, now: Date): Promise<void> {
  await database.$executeRaw`
    UPDATE api_tokens SET last_used_at = date_trunc('minute', ${now.toISOString()}::timestamptz)
     WHERE organization_id = ${row.organization_id} AND id = ${row.credential_id}
       AND (last_used_at IS NULL OR last_used_at < date_trunc('minute', ${now.toISOString()}::timestamptz))`;
}

/** The scopes are kept as given; what the role no longer allows is taken away where permissions are asked for. */
function personOf(row: CredentialRow) {
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

export function getOrganizationOf(row: OrganizationRow): OrganizationSettings {
  return {
    id: row.organization_id,
    slug: row.slug,
    name: row.organization_name,
    timeZone: row.time_zone,
    privacyMode: row.privacy_mode,
    employeeLeaderboard: row.employee_leaderboard,
  };
}
