import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";

/** What access rules need of a member who could act. */
export type RoleHolder = Pick<
  Row<"users">,
  "organization_id" | "id" | "username" | "display_name" | "role" | "team_id" | "lead_scope"
>;

/** The active members with one of these roles. */
export async function listRoleHolders(
  database: Database | Transaction,
  organizationId: number,
  roles: readonly RoleHolder["role"][],
): Promise<readonly RoleHolder[]> {
  return selectRows(
    database,
    kysely
      .selectFrom("users")
      .select(["organization_id", "id", "username", "display_name"])
      .select(["role", "team_id", "lead_scope"])
      .where("organization_id", "=", organizationId)
      .where("role", "in", [...roles])
      .where("deactivated_at", "is", null),
  );
}
