import "server-only";
import type { Database, Transaction } from "@/lib/db/client";

/** The organization's teams, by name. */
export async function listTeams(
  database: Database | Transaction,
  organizationId: number,
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  return database.team.findMany({
    where: { organizationId },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}
