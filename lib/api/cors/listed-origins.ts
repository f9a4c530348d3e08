import { sql } from "kysely";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";

/** Whether any organization lists the origin of a page. */
export async function isListedOrigin(database: Database, origin: string): Promise<boolean> {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("organizations")
      .select("id")
      .where(sql<boolean>`cors_origins @> ARRAY[${origin}::text]`)
      .limit(1),
  );
  return row !== null;
}
