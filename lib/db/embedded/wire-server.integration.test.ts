import { once } from "node:events";
import { cpSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import { PGlite } from "@electric-sql/pglite";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeDataDirectory } from "@/lib/db/embedded/testing/processes";
import { startWireServer, type WireServer } from "@/lib/db/embedded/wire-server";
import { findEmptyFiles } from "@/scripts/test/embedded-copies";

let folder: ReturnType<typeof makeDataDirectory>;
let database: PGlite;
let server: WireServer;

beforeAll(async () => {
  folder = makeDataDirectory();
  cpSync(await findEmptyFiles(), folder.path, { recursive: true });
  database = await PGlite.create({ dataDir: folder.path });
  const onBroken = (error: unknown): void => expect.fail(String(error));
  server = await startWireServer({ database, accessKey: "right", preferredPort: null, onBroken });
});

afterAll(async () => {
  server.close();
  await database.close();
  folder.remove();
});

function makeClient({ password = "right", name = "postgres" } = {}): Client {
  const connectionString = `postgresql://anybody:${password}@127.0.0.1:${server.port}/${name}`;
  return new Client({ connectionString, connectionTimeoutMillis: 5_000 });
}

async function connect(): Promise<Client> {
  const client = makeClient();
  await client.connect();
  return client;
}

test("sends each of many connections its own results when messages arrive in pieces", async () => {
  const clients = await Promise.all(Array.from({ length: 8 }, connect));

  const results = await Promise.all(
    clients.map(async (client, index) => {
      const big = "x".repeat(index % 2 === 0 ? 10 : 300_000);
      const rows: unknown[] = [];
      for (let count = 0; count < 40; count += 1) {
        const text = `SELECT $1::int AS count, length($2) AS length, ${index} AS client`;
        rows.push((await client.query(text, [count, big])).rows[0]);
      }
      return rows;
    }),
  );

  expect(results).toEqual(
    clients.map((_, client) =>
      Array.from({ length: 40 }, (__, count) => ({
        count,
        length: client % 2 === 0 ? 10 : 300_000,
        client,
      })),
    ),
  );
  await Promise.all(clients.map((client) => client.end()));
});

test("runs no other statement between those of a transaction", async () => {
  const [first, second] = [await connect(), await connect()];
  await first.query("CREATE TABLE kept (value integer)");
  await first.query("BEGIN");
  await first.query("INSERT INTO kept VALUES (1)");

  const seen = second.query("SELECT count(*)::int FROM kept");
  await first.query("INSERT INTO kept VALUES (2)");
  await first.query("COMMIT");

  expect((await seen).rows).toEqual([{ count: 2 }]);
  await Promise.all([first.end(), second.end()]);
});

test("rolls back the transaction of a client that disconnects, and the others go on", async () => {
  const [lost, other] = [await connect(), await connect()];
  lost.on("error", () => {});
  await other.query("CREATE TABLE undone (value integer)");
  await lost.query("BEGIN");
  await lost.query("INSERT INTO undone VALUES (1)");

  const seen = other.query("SELECT count(*)::int FROM undone");
  Reflect.get(lost, "connection").stream.destroy();

  expect((await seen).rows).toEqual([{ count: 0 }]);
  await other.end();
});

test("rejects a wrong password and another database", async () => {
  await expect(makeClient({ password: "wrong" }).connect()).rejects.toMatchObject({
    code: "28P01",
  });
  await expect(makeClient({ name: "other" }).connect()).rejects.toMatchObject({ code: "3D000" });
});

test("responds with an error to what PGlite cannot do, and the connection goes on", async () => {
  const client = await connect();

  await expect(client.query("COPY pg_class FROM STDIN")).rejects.toMatchObject({ code: "0A000" });
  await expect(client.query("create database other")).rejects.toMatchObject({ code: "0A000" });

  expect((await client.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  await client.end();
});

const named = (name: string, text: string, values: readonly unknown[] = [0]) => ({
  name,
  text,
  values: [...values],
});

async function listStatements(): Promise<unknown[]> {
  const { rows } = await database.query("SELECT name, statement FROM pg_prepared_statements");
  return rows;
}

test("keeps the prepared statements of two connections apart under the same name", async () => {
  const [first, second] = [await connect(), await connect()];
  const one = named("same", "SELECT $1::int + 1 AS value");
  const other = named("same", "SELECT $1::text || 'x' AS value");

  for (let count = 0; count < 8; count += 1) {
    expect((await first.query({ ...one, values: [count] })).rows).toEqual([{ value: count + 1 }]);
    expect((await second.query({ ...other, values: ["a"] })).rows).toEqual([{ value: "ax" }]);
  }

  expect(await listStatements()).toHaveLength(2);
  await Promise.all([first.end(), second.end()]);
});

test("ends the prepared statements of a connection with it, in a transaction too", async () => {
  const [first, second, lost] = [await connect(), await connect(), await connect()];
  lost.on("error", () => {});
  for (const client of [first, second, lost]) {
    await client.query(named("kept", "SELECT $1::int AS value"));
  }
  await first.end();
  await lost.query("BEGIN");
  await lost.query(named("inside", "SELECT $1::int AS value"));
  Reflect.get(lost, "connection").stream.destroy();

  expect((await second.query(named("kept", "SELECT $1::int AS value"))).rows).toEqual([
    { value: 0 },
  ]);
  await vi.waitFor(async () => expect(await listStatements()).toHaveLength(1));
  await second.end();
});

test("ends statements by DEALLOCATE and DISCARD ALL for the connection that asks for it only", async () => {
  const [first, second] = [await connect(), await connect()];
  const texts = ["SELECT $1::int AS value", "SELECT $1::text AS value"];
  for (const client of [first, second]) {
    await client.query(named("a", texts[0] ?? ""));
    await client.query(named('B "b"', texts[1] ?? ""));
  }

  await first.query("DEALLOCATE PREPARE a;");
  await expect(first.query("DEALLOCATE a")).rejects.toMatchObject({ code: "26000" });
  expect(await listStatements()).toHaveLength(3);
  await first.query('deallocate "B ""b"""');
  expect(await listStatements()).toHaveLength(2);
  await first.query(named("c", "SELECT $1::int AS value"));
  await first.query("DEALLOCATE ALL");
  expect(await listStatements()).toHaveLength(2);
  await first.query(named("d", "SELECT $1::int AS value"));
  await first.query("DISCARD ALL");
  expect(await listStatements()).toHaveLength(2);

  expect((await second.query(named("a", texts[0] ?? ""))).rows).toEqual([{ value: 0 }]);
  await Promise.all([first.end(), second.end()]);
});

test("limits the prepared statements of a connection, which goes on", async () => {
  const client = await connect();
  for (let count = 0; count < 512; count += 1) {
    await client.query(named(`s${count}`, `SELECT $1::int AS s${count}`));
  }

  await expect(client.query(named("last", "SELECT $1::int AS last"))).rejects.toThrow(
    "at most 512 prepared statements",
  );

  expect((await client.query(named("s0", "SELECT $1::int AS s0"))).rows).toEqual([{ s0: 0 }]);
  await client.query("DEALLOCATE s1");
  expect((await client.query(named("last", "SELECT $1::int AS last"))).rows).toEqual([{ last: 0 }]);
  await client.end();
  await vi.waitFor(async () => expect(await listStatements()).toEqual([]));
});

test("ends only the connection whose bytes are not the protocol", async () => {
  const client = await connect();
  const stranger = connectSocket(server.port, "127.0.0.1");
  stranger.on("error", () => {});
  stranger.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

  await once(stranger, "close");

  expect((await client.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  await client.end();
});

test("rolls back a transaction in progress when it closes, and breaks nothing", async () => {
  const errors: unknown[] = [];
  const own = await PGlite.create({ loadDataDir: await database.dumpDataDir("none") });
  const service = await startWireServer({
    database: own,
    accessKey: "right",
    preferredPort: null,
    onBroken: (error) => errors.push(error),
  });
  const client = new Client({
    connectionString: `postgresql://me:right@127.0.0.1:${service.port}/postgres`,
  });
  const gone = new Promise((resolve) => client.once("error", resolve));
  await client.connect();
  await client.query("BEGIN");
  await client.query("CREATE TABLE half_done (value integer)");

  service.close();
  await own.close();
  await gone;

  expect(errors).toEqual([]);
});
