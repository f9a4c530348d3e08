import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

/** PostgreSQL's one-byte type `"char"` of its catalogs, which the adapter does not support. */
const INTERNAL_CHAR = 18;
const TEXT = 25;

/** The user in the URL of an embedded database: see lib/db/connection-url.ts. */
const EMBEDDED_USER = "pts-embedded";

const CONNECT_TIMEOUT_MS = 15_000;

/**
 * The driver of the schema engine: `connect`, `connectToShadowDb` (a new empty database that is dropped at the end, or
 * `shadowDatabaseUrl` if it is set), and `close` for all of them.
 */
export function createDriver({ url, shadowDatabaseUrl }) {
  const pools = new Set();

  async function open(connectionUrl, afterClose = async () => {}) {
    const pool = new pg.Pool(getClientOptions(connectionUrl));
    pools.add(pool);
    const adapter = await new PrismaPg(pool, { schema: getSchema(connectionUrl) }).connect();
    convertInternalChar(adapter);
    const startTransaction = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => convertInternalChar(await startTransaction(level));
    adapter.executeScript = async (script) => {
      // The adapter splits scripts at semicolons, also in function bodies. The server accepts a whole script.
      await pool.query(script).catch((error) => adapter.onError(error));
    };
    adapter.dispose = async () => {
      pools.delete(pool);
      await pool.end();
      await afterClose();
    };
    return adapter;
  }

  async function openShadow() {
    if (shadowDatabaseUrl) return open(shadowDatabaseUrl);
    if (new URL(url).username === EMBEDDED_USER) return openShadowInMemory();
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    await runOnce(url, `CREATE DATABASE "${name}"`);
    const shadowUrl = replaceDatabase(url, name);
    return open(shadowUrl, () => runOnce(url, `DROP DATABASE IF EXISTS "${name}"`));
  }

  // An embedded database cannot create another database, so a second one in this process is the shadow database.
  async function openShadowInMemory() {
    const { tsImport } = await import("tsx/esm/api");
    const [{ PGlite }, { startWireServer }] = await Promise.all([
      import("@electric-sql/pglite"),
      tsImport("../../lib/db/embedded/wire-server.ts", import.meta.url),
    ]);
    const database = await PGlite.create();
    const accessKey = randomUUID();
    const onBroken = (error) => {
      throw error;
    };
    const server = await startWireServer({ database, accessKey, preferredPort: null, onBroken });
    const shadowUrl = `postgresql://${EMBEDDED_USER}:${accessKey}@127.0.0.1:${server.port}/postgres`;
    return open(shadowUrl, async () => {
      server.close();
      await database.close();
    });
  }

  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => open(url),
    connectToShadowDb: openShadow,
    close: async () => {
      await Promise.all([...pools].map((pool) => pool.end()));
    },
  };
}

/** Creates the database of the URL through the server's maintenance database. */
export async function createDatabase(url) {
  const databaseName = decodeURIComponent(new URL(url).pathname.slice(1));
  const quoted = pg.escapeIdentifier(databaseName);
  await runOnce(replaceDatabase(url, "postgres"), `CREATE DATABASE ${quoted}`);
  return { databaseName };
}

async function runOnce(url, statement) {
  const client = new pg.Client(getClientOptions(url));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function getClientOptions(url) {
  return {
    connectionString: removePrismaParameters(url),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  };
}

/** Makes `queryRaw` report columns of the internal type as single characters, as the engine expects. */
function convertInternalChar(queryable) {
  const { performIO, queryRaw } = queryable;
  queryable.queryRaw = async (query) => {
    const characters = [];
    const observed = Object.create(queryable, {
      performIO: {
        value: async (statement) => {
          const result = await performIO.call(queryable, statement);
          result.fields.forEach((field, index) => {
            if (field.dataTypeID !== INTERNAL_CHAR) return;
            field.dataTypeID = TEXT;
            characters.push(index);
          });
          return result;
        },
      },
    });
    const result = await queryRaw.call(observed, query);
    for (const index of characters) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return queryable;
}

function replaceDatabase(url, name) {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(name)}`;
  return changed.toString();
}

function getSchema(url) {
  return new URL(url).searchParams.get("schema") ?? "public";
}

/** The server rejects Prisma's own parameters, such as `schema`, as unknown settings. */
function removePrismaParameters(url) {
  const plain = new URL(url);
  for (const name of ["schema", "connection_limit", "pool_timeout", "pgbouncer"]) {
    plain.searchParams.delete(name);
  }
  return plain.toString();
}
