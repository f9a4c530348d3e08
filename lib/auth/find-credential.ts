import type { InferResult } from "kysely";
import { isUseUnrecorded, toMinute } from "@/lib/auth/credential-statements";
import { hashSecret } from "@/lib/auth/secret-hash";
import {
  type CallingActor,
  type OrganizationSettings,
  type ServiceActor,
  type SessionActor,
  type TokenActor,
  tokenScopes,
} from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely, type Row } from "@/lib/db/kysely";
import { execute, selectRow } from "@/lib/db/select-rows";
import { serviceAccountPrefix } from "@/lib/performance/domain/privacy/named-member";
import { toOrganizationRecord } from "@/lib/performance/members/queries/organizations";

/** The owner of a credential at the time of this request, and the owner's organization. */
export type Credential<SomeActor extends CallingActor = CallingActor> = {
  readonly actor: SomeActor;
  readonly organization: OrganizationSettings;
};

/** The columns of an `organization` that are read together with a credential. */
export const organizationColumns = [
  "organization.id as organization_id",
  "organization.slug",
  "organization.name as organization_name",
  "organization.time_zone",
  "organization.privacy_mode",
  "organization.employee_leaderboard",
  "organization.notice_days",
  "organization.anonymity_threshold",
  "organization.retention_months",
  "organization.approved_changes",
  "organization.cors_origins",
] as const;

type OrganizationRow = Pick<
  Row<"organizations">,
  | "slug"
  | "time_zone"
  | "privacy_mode"
  | "employee_leaderboard"
  | "notice_days"
  | "anonymity_threshold"
  | "retention_months"
  | "approved_changes"
  | "cors_origins"
> & { readonly organization_id: number; readonly organization_name: string };

const memberColumns = [
  "member.id as user_id",
  "member.username",
  "member.display_name",
  "member.role",
  "member.team_id",
  "member.lead_scope",
] as const;

type PersonRow = Pick<
  Row<"users">,
  "organization_id" | "username" | "display_name" | "role" | "team_id" | "lead_scope"
> & { readonly user_id: number; readonly credential_id: number };

const personFields = ["user_id", "username", "display_name", "role", "lead_scope"] as const;

type CredentialValues = { hash: string; now: Date };

const selectTokenCredential = compileOnce((value: Placeholders<CredentialValues>) =>
  kysely
    .selectFrom("api_tokens as token")
    .leftJoin("users as member", (join) =>
      join
        .onRef("member.organization_id", "=", "token.organization_id")
        .onRef("member.id", "=", "token.user_id")
        .on("member.deactivated_at", "is", null),
    )
    .leftJoin("service_accounts as account", (join) =>
      join
        .onRef("account.organization_id", "=", "token.organization_id")
        .onRef("account.id", "=", "token.service_account_id")
        .on("account.revoked_at", "is", null),
    )
    .innerJoin("organizations as organization", "organization.id", "token.organization_id")
    .select(["token.id as credential_id", "token.scopes", "token.last_used_at"])
    .select(["account.id as account_id", "account.name as account_name"])
    .select(memberColumns)
    .select(organizationColumns)
    .where("token.token_hash", "=", value.hash)
    .where("token.revoked_at", "is", null)
    .where("token.expires_at", ">", value.now)
    .where((eb) => eb.or([eb("member.id", "is not", null), eb("account.id", "is not", null)])),
);

type TokenRow = InferResult<ReturnType<typeof selectTokenCredential>>[number];

const selectSessionCredential = compileOnce((value: Placeholders<CredentialValues>) =>
  kysely
    .selectFrom("sessions as session")
    .innerJoin("users as member", (join) =>
      join
        .onRef("member.organization_id", "=", "session.organization_id")
        .onRef("member.id", "=", "session.user_id"),
    )
    .innerJoin("organizations as organization", "organization.id", "session.organization_id")
    .select("session.id as credential_id")
    .select(memberColumns)
    .select(organizationColumns)
    .where("session.secret_hash", "=", value.hash)
    .where("session.ended_at", "is", null)
    .where("session.expires_at", ">", value.now)
    .where("member.deactivated_at", "is", null),
);

/**
 * Null for an unknown, expired or revoked token, and for a deactivated or revoked owner. The result is the same for all
 * of them, so that it reveals nothing.
 */
export async function findTokenCredential(
  database: Database,
  token: string,
  now: Date,
): Promise<Credential<TokenActor | ServiceActor> | null> {
  const row = await selectRow(database, selectTokenCredential({ hash: hashSecret(token), now }));
  if (row === null) {
    return null;
  }
  if (isUseUnrecorded(row.last_used_at, now)) {
    await recordTokenUse(database, row, toMinute(now));
  }
  return { actor: toTokenActor(row), organization: toOrganizationSettings(row, now) };
}

function toTokenActor(row: TokenRow): TokenActor | ServiceActor {
  // As stored: the permission check ignores the scopes that the role no longer allows.
  const scopes = tokenScopes.filter((scope) => row.scopes.includes(scope));
  if (isPersonRow(row)) return { ...toPerson(row), kind: "token", scopes };
  if (row.account_id === null || row.account_name === null) {
    throw new Error("A token without an owner was found.");
  }
  return {
    ...({ kind: "service", userId: null, role: "service", teamId: null } as const),
    ...{ serviceAccountId: row.account_id, displayName: row.account_name },
    username: `${serviceAccountPrefix}${row.account_id}`,
    ...{ organizationId: row.organization_id, leadScope: "organization" as const, scopes },
    credentialId: row.credential_id,
  };
}

function isPersonRow(row: TokenRow): row is TokenRow & PersonRow {
  return personFields.every((field) => row[field] !== null);
}

/** Null for an unknown, expired or ended session, and for a deactivated owner. */
export async function findSessionCredential(
  database: Database,
  secret: string,
  now: Date,
): Promise<Credential<SessionActor> | null> {
  const row = await selectRow(database, selectSessionCredential({ hash: hashSecret(secret), now }));
  return row === null
    ? null
    : {
        actor: { ...toPerson(row), kind: "session", scopes: null },
        organization: toOrganizationSettings(row, now),
      };
}

async function recordTokenUse(
  database: Database,
  row: Pick<TokenRow, "organization_id" | "credential_id">,
  minute: Date,
): Promise<void> {
  await execute(
    database,
    kysely
      .updateTable("api_tokens")
      .set({ last_used_at: minute })
      .where("organization_id", "=", row.organization_id)
      .where("id", "=", row.credential_id)
      .where((eb) => eb.or([eb("last_used_at", "is", null), eb("last_used_at", "<", minute)])),
  );
}

function toPerson(row: PersonRow) {
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

/** The settings that are in force at this instant. */
export function toOrganizationSettings(row: OrganizationRow, now: Date): OrganizationSettings {
  const { organization_id: id, organization_name: name } = row;
  return toOrganizationRecord({ ...row, id, name }, now);
}
