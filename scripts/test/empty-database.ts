import { Client } from "pg";

/** Tables that have rows after the migrations, with their schemas, as they are written in statements. */
export type MigratedTables = ReadonlySet<string>;

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

/** A table of size 0 has no row; another one may have none either. */
async function listSizedTables(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ table: string }>(
    `select format('%I.%I', schema.nspname, class.relname) as table
     from pg_class as class join pg_namespace as schema on schema.oid = class.relnamespace
     where class.relkind = 'r' and schema.nspname in ('public', 'pts_jobs')
       and pg_relation_size(class.oid) > 0`,
  );
  return rows.map(({ table }) => table);
}

export async function listMigratedTables(url: string): Promise<MigratedTables> {
  const client = await connect(url);
  try {
    return new Set(await listSizedTables(client));
  } finally {
    await client.end();
  }
}

/**
 * Deletes what tests left, in tens of milliseconds, and keeps the sequences: no id comes twice. What works on all
 * organizations takes longer with each of them, and the embedded database never cleans up by itself.
 */
export async function emptyDatabase(url: string, migrated: MigratedTables): Promise<void> {
  const client = await connect(url);
  try {
    const filled = (await listSizedTables(client)).filter((table) => !migrated.has(table));
    if (filled.length === 0) return;
    // Neither triggers, which keep records from being deleted, nor the order of foreign keys count.
    await client.query("begin");
    await client.query("set local session_replication_role = replica");
    await client.query("set local lock_timeout = '20s'");
    for (const table of filled) await client.query(`delete from ${table}`);
    await client.query("commit");
    await client.query(`vacuum ${filled.join(", ")}`);
  } finally {
    await client.end();
  }
}
