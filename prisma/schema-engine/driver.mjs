import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { tsImport } from "tsx/esm/api";

/** PostgreSQL's one-byte type `"char"`, which its catalogs use and the adapter does not know. */
const INTERNAL_CHAR = 18;
const TEXT = 25;

/** The user in the address of an embedded database: see lib/db/connection-url.ts. */
const EMBEDDED_USER = "pts-embedded";

const CONNECT_TIMEOUT_MS = 15_000;

/**
 * What the schema engine takes as its driver: `connect`, `connectToShadowDb` (a new empty database
 * that is dropped again, or `shadowDatabaseUrl` where it is given), and `close` for all of them.
 */
export function createDriver({ url, shadowDatabaseUrl }) {
  const pools = new Set();

  async function open(connectionUrl, afterClose = async () => {}) {
    const pool = new pg.Pool(clientOptions(connectionUrl));
    pools.add(pool);
    const adapter = await new PrismaPg(pool, { schema: schemaOf(connectionUrl) }).connect();
    understandInternalChar(adapter);
    const startTransaction = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) =>
      understandInternalChar(await startTransaction(level));
    adapter.executeScript = async (script) => {
      // The adapter splits at semicolons, which cuts function bodies; the server takes it whole.
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
    const shadowUrl = withDatabase(url, name);
    return open(shadowUrl, () => runOnce(url, `DROP DATABASE IF EXISTS "${name}"`));
  }

  // The embedded database has no second one: another of its kind stands in, in this process.
  async function openShadowInMemory() {
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

/** Creates the database that the address names, through the server's maintenance database. */
export async function createDatabase(url) {
  const databaseName = decodeURIComponent(new URL(url).pathname.slice(1));
  const quoted = pg.escapeIdentifier(databaseName);
  await runOnce(withDatabase(url, "postgres"), `CREATE DATABASE ${quoted}`);
  return { databaseName };
}

async function runOnce(url, statement) {
  const client = new pg.Client(clientOptions(url));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function clientOptions(url) {
  return {
    connectionString: withoutPrismaParameters(url),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  };
}

/** Makes `queryRaw` report columns of the internal type as the single character the engine wants. */
function understandInternalChar(queryable) {
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

function withDatabase(url, name) {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(name)}`;
  return changed.toString();
}

function schemaOf(url) {
  return new URL(url).searchParams.get("schema") ?? "public";
}

/** `schema` and its like are Prisma's own; the server would refuse them as unknown settings. */
function withoutPrismaParameters(url) {
  const plain = new URL(url);
  for (const name of ["schema", "connection_limit", "pool_timeout", "pgbouncer"]) {
    plain.searchParams.delete(name);
  }
  return plain.toString();
}
