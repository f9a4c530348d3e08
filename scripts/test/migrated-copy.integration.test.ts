import { Client } from "pg";
import { expect, test } from "vitest";
import { parseConnectionUrl } from "@/lib/db/connection-url";
import { findEmptyFiles, openTemporaryDatabase } from "./embedded-copies";
import { createFreshDatabase, type FreshDatabase, migrate } from "./fresh-database";
import { requestDatabase } from "./request-database";

const OWN_SCHEMAS = "nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'";

/** Every object of the database's own schemas by its definition. */
const QUERIES = {
  columns: `SELECT nspname, relname, relkind, attname, format_type(atttypid, atttypmod) AS type, attnotnull, attidentity,
      attgenerated, attstattarget, pg_get_expr(adbin, adrelid) AS value
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace JOIN pg_attribute ON attrelid = pg_class.oid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE ${OWN_SCHEMAS} AND attnum > 0 AND NOT attisdropped AND relkind <> 'i'
    ORDER BY nspname, relname, attnum`,
  constraints: `SELECT nspname, conrelid::regclass::text AS relation, conname, pg_get_constraintdef(pg_constraint.oid) AS definition
    FROM pg_constraint JOIN pg_namespace ON pg_namespace.oid = connamespace
    WHERE ${OWN_SCHEMAS} ORDER BY nspname, relation, conname`,
  indexes: `SELECT indexdef FROM pg_indexes JOIN pg_namespace ON nspname = schemaname
    WHERE ${OWN_SCHEMAS} ORDER BY schemaname, indexname`,
  functions: `SELECT pg_get_functiondef(pg_proc.oid) AS definition
    FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace
    WHERE ${OWN_SCHEMAS} AND prokind IN ('f', 'p') ORDER BY nspname, proname, definition`,
  triggers:
    "SELECT pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE NOT tgisinternal ORDER BY definition",
  views: `SELECT nspname, relname, pg_get_viewdef(pg_class.oid) AS definition
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE ${OWN_SCHEMAS} AND relkind IN ('v', 'm') ORDER BY nspname, relname`,
  enums: `SELECT nspname, typname, enumlabel FROM pg_enum
    JOIN pg_type ON pg_type.oid = enumtypid JOIN pg_namespace ON pg_namespace.oid = typnamespace
    ORDER BY nspname, typname, enumsortorder`,
  migrations: `SELECT migration_name, checksum, finished_at IS NOT NULL AS is_finished FROM _prisma_migrations
    ORDER BY migration_name`,
};

async function describeSchema(url: string): Promise<Record<string, unknown[]>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const found: Record<string, unknown[]> = {};
    for (const [kind, query] of Object.entries(QUERIES)) {
      found[kind] = (await client.query(query)).rows;
    }
    return found;
  } finally {
    await client.end();
  }
}

async function openEmptyDatabase(copy: string): Promise<FreshDatabase> {
  return parseConnectionUrl(copy).isEmbedded
    ? openTemporaryDatabase(await findEmptyFiles())
    : createFreshDatabase(copy);
}

test("prisma migrate deploy gives an empty database the schema of the copies that tests use", async () => {
  const copy = await requestDatabase("as-migrated");
  const empty = await openEmptyDatabase(copy);
  try {
    await migrate(empty.url);
    const migrated = await describeSchema(empty.url);
    expect(migrated).toEqual(await describeSchema(copy));
    expect(migrated.columns).not.toHaveLength(0);
    expect(migrated.migrations).not.toHaveLength(0);
  } finally {
    await empty.drop();
  }
});
