import { organizationColumns, toOrganizationSettings } from "@/lib/auth/find-credential";
import type { ContextOf, PublicContext, ServiceActor } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { serviceAccountPrefix } from "@/lib/performance/domain/privacy/named-member";
import type { OrganizationId, ServiceAccountId } from "@/lib/performance/domain/units/ids";
import type { ConnectionKind } from "./connection-kinds";
import { openSecret } from "./sealed-secret";

/** A connection that is switched on, and the context in which it writes: that of its service account. */
export type OpenConnection = {
  readonly id: number;
  readonly kind: ConnectionKind;
  /** `ConnectionSettings`, as stored. */
  readonly settings: unknown;
  readonly context: ContextOf<ServiceActor>;
};

type FoundConnection = OpenConnection & {
  /** Those that work now. */
  readonly secrets: readonly string[];
};

/** Null for one that is unknown or switched off. @param publicId from its URL: any text. */
export async function findConnection(
  base: PublicContext,
  publicId: string,
): Promise<FoundConnection | null> {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(publicId)) return null;
  const { database, now } = base;
  const row = await selectRow(
    database,
    kysely
      .selectFrom("connections as connection")
      .innerJoin("organizations as organization", "organization.id", "connection.organization_id")
      .select([
        ...(["connection.id", "connection.kind", "connection.name"] as const),
        ...(["connection.settings", "connection.service_account_id"] as const),
      ])
      .select(organizationColumns)
      .where("connection.public_id", "=", publicId)
      .where("connection.is_enabled", "=", true),
  );
  if (row === null) return null;
  const { id, kind, settings } = row;
  const organization = toOrganizationSettings(row, now);
  return {
    ...{ id, kind, settings },
    secrets: await listSecrets(database, { organizationId: organization.id, id, now }),
    context: {
      ...base,
      organizationId: organization.id,
      organization,
      actor: createConnectionActor(organization.id, row),
    },
  };
}

/** Its service account, with the scopes that recording work needs: by names, so it reads names too. */
export function createConnectionActor(
  organizationId: OrganizationId,
  connection: {
    readonly id: number;
    readonly name: string;
    readonly service_account_id: ServiceAccountId;
  },
): ServiceActor {
  const { id, name, service_account_id: serviceAccountId } = connection;
  return {
    ...({ kind: "service", userId: null, role: "service", teamId: null } as const),
    ...{ serviceAccountId, displayName: name, organizationId },
    username: `${serviceAccountPrefix}${serviceAccountId}`,
    ...({ leadScope: "organization", scopes: connectionScopes } as const),
    credentialId: id,
  };
}

export const connectionScopes = ["assignments:write", "organization:read"] as const;

type SecretKey = { readonly organizationId: number; readonly id: number; readonly now: Date };

async function listSecrets(
  database: Database | Transaction,
  { organizationId, id, now }: SecretKey,
): Promise<readonly string[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("connection_secrets")
      .select("sealed")
      .where("organization_id", "=", organizationId)
      .where("connection_id", "=", id)
      .where((eb) => eb.or([eb("ends_at", "is", null), eb("ends_at", ">", now)])),
  );
  return rows.flatMap(({ sealed }) => openSecret(sealed, { organizationId }) ?? []);
}
