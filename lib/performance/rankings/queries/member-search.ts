import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

export type PeopleSearch = {
  readonly text: string;
  /** Whether the reader sees everybody's names; else the aliases of all but themself. */
  readonly showsNames: boolean;
  /** The reader; null: a program of the service. */
  readonly readerId: number | null;
};

/**
 * The active members whose name has a text in it, in any case, as the reader sees the name: searched for under one that is
 * hidden from them, nobody is found.
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
        CASE WHEN ${showsNames} OR id = ${readerId}::int THEN display_name || ' (' || username || ')' ELSE alias END)) > 0`);
  return rows.map(({ id }) => id);
}
