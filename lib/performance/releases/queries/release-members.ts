import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import type {
  Membership,
  OrganizationMember,
} from "@/lib/performance/domain/releases/release-groups";
import type { MemberId, OrganizationId } from "@/lib/performance/domain/units/ids";

/** A member, with what decides whose figures they see. */
export type ReleaseMember = OrganizationMember & {
  readonly role: Row<"users">["role"];
  readonly leadScope: Row<"users">["lead_scope"];
  readonly viewScopeChangedAt: Date | null;
  readonly isErased: boolean;
};

/** All members that the organization ever had, by id. */
export async function listReleaseMembers(
  transaction: Transaction,
  organizationId: OrganizationId,
): Promise<readonly ReleaseMember[]> {
  const memberships = await selectRows(
    transaction,
    kysely
      .selectFrom("team_memberships")
      .select(["user_id", "team_id", "since", "until"])
      .where("organization_id", "=", organizationId)
      .orderBy("id"),
  );
  const byMember = new Map<MemberId, Membership[]>();
  for (const { user_id, team_id, since, until } of memberships) {
    const membership = { teamId: team_id, since, until };
    const known = byMember.get(user_id);
    if (known === undefined) byMember.set(user_id, [membership]);
    else known.push(membership);
  }
  const rows = await selectRows(
    transaction,
    kysely
      .selectFrom("users")
      .select(["id", "team_id", "role", "lead_scope", "created_at", "deactivated_at", "erased_at"])
      .select("view_scope_changed_at")
      .where("organization_id", "=", organizationId)
      .orderBy("id"),
  );
  return rows.map((row) => ({
    userId: row.id,
    teamId: row.team_id,
    role: row.role,
    leadScope: row.lead_scope,
    createdAt: row.created_at,
    deactivatedAt: row.deactivated_at,
    viewScopeChangedAt: row.view_scope_changed_at,
    isErased: row.erased_at !== null,
    memberships: byMember.get(row.id) ?? [],
  }));
}

/** The ids of the next members, in order. */
export async function listMemberIdsAfter(
  database: Database,
  organizationId: OrganizationId,
  { after, limit }: { readonly after: MemberId; readonly limit: number },
): Promise<readonly MemberId[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("users")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("id", ">", after)
      .orderBy("id")
      .limit(limit),
  );
  return rows.map(({ id }) => id);
}
