import type { Database } from "@/lib/db/client";

/** The content of every table as one text each, without when a token or session was last used. */
export async function readTables(database: Database): Promise<ReadonlyMap<string, string>> {
  const tables = await database.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`;
  const contents = new Map<string, string>();
  for (const { name } of tables) {
    const rows = await database.$queryRawUnsafe<{ content: string }[]>(
      `SELECT md5(coalesce(string_agg(row_text, ';' ORDER BY row_text), '')) AS content FROM (
         SELECT (to_jsonb(stored) - 'last_used_at')::text AS row_text FROM "${name}" AS stored
       ) AS texts`,
    );
    contents.set(name, rows[0]?.content ?? "");
  }
  return contents;
}

/** The tables whose content differs. */
export function listChangedTables(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  return [...after].flatMap(([name, content]) => (content === before.get(name) ? [] : name));
}
