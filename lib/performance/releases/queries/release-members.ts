import "server-only";
import type { Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import type {
  Membership,
  OrganizationMember,
} from "@/lib/performance/domain/releases/release-groups";

/** A member, with what decides whose figures they see. */
export type ReleaseMember = OrganizationMember & {
  readonly role: Row<"users">["role"];
  readonly leadScope: Row<"users">["lead_scope"];
  readonly viewChangedAt: Date | null;
  readonly isErased: boolean;
};

/** All members that the organization ever had, by id. */
export async function listReleaseMembers(
  transaction: Transaction,
  organizationId: number,
): Promise<readonly ReleaseMember[]> {
  const memberships = await selectRows(
    transaction,
    kysely
      .selectFrom("team_memberships")
      .select(["user_id", "team_id", "since", "until"])
      .where("organization_id", "=", organizationId)
      .orderBy("id"),
  );
  const byMember = new Map<number, Membership[]>();
  for (const { user_id, team_id, since, until } of memberships) {
    const known = byMember.get(user_id) ?? [];
    byMember.set(user_id, [...known, { teamId: team_id, since, until }]);
  }
  const rows = await selectRows(
    transaction,
    kysely
      .selectFrom("users")
      .select(["id", "team_id", "role", "lead_scope", "created_at", "deactivated_at", "erased_at"])
      .select("view_changed_at")
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
    viewChangedAt: row.view_changed_at,
    isErased: row.erased_at !== null,
    memberships: byMember.get(row.id) ?? [],
  }));
}
