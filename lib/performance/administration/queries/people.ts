import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import type { NamedMember } from "@/lib/performance/domain/privacy/named-member";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/** Members by id, with all their names. */
export async function listPeople(
  database: Database | Transaction,
  organizationId: number,
  ids: readonly MemberId[],
): Promise<ReadonlyMap<number, NamedMember>> {
  if (ids.length === 0) return new Map();
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("users")
      .select(["id", "username", "display_name", "alias"])
      .where("organization_id", "=", organizationId)
      .where("id", "in", [...new Set(ids)]),
  );
  return new Map(
    rows.map(({ id, username, display_name: displayName, alias }) => [
      id,
      { userId: id, username, displayName, alias },
    ]),
  );
}
