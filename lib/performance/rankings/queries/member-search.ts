import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";

export type PeopleSearch = {
  readonly text: string;
  /** Whether the reader sees the names of all members; else the aliases of all but themself. */
  readonly showsNames: boolean;
  /** The reader; null: a program of the service. */
  readonly readerId: number | null;
};

/**
 * The active members in whose name, username or e-mail address a text occurs, in any case. Where the reader sees
 * aliases, only these are searched.
 */
export async function searchMemberIds(
  database: Database | Transaction,
  organizationId: number,
  { text, showsNames, readerId }: PeopleSearch,
): Promise<readonly number[]> {
  const rows = await database.$queryRaw<{ id: number }[]>(Prisma.sql`
    SELECT id FROM users
    WHERE organization_id = ${organizationId} AND deactivated_at IS NULL
      AND position(lower(${text}::text) IN lower(
        CASE WHEN ${showsNames} OR id = ${readerId}::int THEN display_name || ' (' || username || ')' || chr(10) || coalesce(email, '')
        ELSE alias END)) > 0`);
  return rows.map(({ id }) => id);
}
