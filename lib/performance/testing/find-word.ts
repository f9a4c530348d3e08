import type { Database } from "@/lib/db/client";

/**
 * Every column of every table outside the system schemas, and every sample of the planner's statistics, that contains
 * the word.
 */
export async function listLocations(database: Database, word: string): Promise<readonly string[]> {
  const columns = await database.$queryRaw<{ place: string; table: string; name: string }[]>`
    SELECT c.table_schema || '.' || c.table_name || '.' || c.column_name AS place,
      format('%I.%I', c.table_schema, c.table_name) AS "table", format('%I', c.column_name) AS name
    FROM information_schema.columns AS c
    JOIN information_schema.tables AS t USING (table_schema, table_name)
    WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
    ORDER BY 1`;
  const findMember: string[] = [];
  for (const { place, table, name } of columns) {
    // Table and column names come from the database itself.
    const [row] = await database.$queryRawUnsafe<{ rows: number }[]>(
      `SELECT count(*)::integer AS rows FROM ${table} WHERE ${name}::text ILIKE $1`,
      `%${word}%`,
    );
    if ((row?.rows ?? 0) > 0) findMember.push(place);
  }
  const examples = await database.$queryRaw<{ place: string }[]>`
    SELECT 'examples of ' || tablename || '.' || attname AS place FROM pg_stats
    WHERE concat_ws(' ', most_common_vals::text, histogram_bounds::text, most_common_elems::text)
      ILIKE ${`%${word}%`}`;
  return [...findMember, ...examples.map(({ place }) => place)];
}
