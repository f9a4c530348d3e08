import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { variables } from "../../lib/environment/variables.mjs";
import { provideAuthSecret, readSettings, requireFreePort, requireServer } from "./settings.mjs";

test("serves the demo on the embedded database to this machine when nothing is set", () => {
  expect(readSettings({})).toMatchObject({
    port: 3000,
    host: "127.0.0.1",
    isDemo: true,
    databaseUrl: null,
    publicUrl: "http://localhost:3000",
  });
});

test("requires a secret, and has no demo, when DATABASE_URL is set", () => {
  const DATABASE_URL = "postgresql://me@db/pts";
  expect(() => readSettings({ DATABASE_URL })).toThrow(/Outside the demo, NEXTAUTH_SECRET must/);
  const NEXTAUTH_SECRET = "x".repeat(32);
  expect(readSettings({ DATABASE_URL, NEXTAUTH_SECRET })).toMatchObject({
    host: "0.0.0.0",
    isDemo: false,
    databaseUrl: DATABASE_URL,
  });
});

test("serves the demo to this machine only, on every database, unless HOST is set", () => {
  const environment = { DATABASE_URL: "postgresql://me@db/pts", PTS_DEMO: "1" };
  expect(readSettings(environment)).toMatchObject({ host: "127.0.0.1", isDemo: true });
  expect(readSettings({ ...environment, HOST: "0.0.0.0" })).toMatchObject({ host: "0.0.0.0" });
});

test("names all invalid settings in one error", () => {
  const read = () =>
    readSettings({
      PORT: "80a",
      PTS_DEMO: "yes",
      DATABASE_URL: "mysql://db",
      NEXTAUTH_SECRET: "x",
      NEXTAUTH_URL: "performance.example.org",
      PTS_WORKER: "no",
      PTS_DIRECT_DISPATCH: "off",
      PTS_WEB_PROCESSES: "65",
      PTS_METRICS_TOKEN: "short",
      PTS_BACKUP_KEEP: "all",
      PTS_BACKUP_TIME: "2 am",
      PTS_BACKUP_PASSPHRASE: "short",
      PTS_RATE_LIMIT: "0",
      PTS_TRUSTED_PROXIES: "10.0.0.0/8, proxy.example",
      OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318",
      LOG_LEVEL: "loud",
      NODE_ENV: "prod",
    });
  for (const name of Object.keys(variables)) {
    expect(read).toThrow(new RegExp(`- ${name} must`));
  }
});

test("rejects several processes on the embedded database", () => {
  expect(() => requireServer(readSettings({}))).toThrow("set DATABASE_URL");
  expect(() => requireServer({ databaseUrl: "postgresql://me@db/pts" })).not.toThrow();
});

test("rejects a port that another program uses", async () => {
  const server = createServer();
  await new Promise((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const { port } = server.address();

  await expect(requireFreePort({ port, host: "127.0.0.1" })).rejects.toThrow(
    `Another program uses port ${port}.`,
  );
  await new Promise((done) => {
    server.close(done);
  });
  await expect(requireFreePort({ port, host: "127.0.0.1" })).resolves.toBeUndefined();
});

test("creates the secret of the demo once, readable by its owner only", () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "pts-secret-"));

  const secret = provideAuthSecret({ authSecret: null, dataDirectory });

  expect(Buffer.byteLength(secret)).toBeGreaterThanOrEqual(32);
  expect(provideAuthSecret({ authSecret: null, dataDirectory })).toBe(secret);
  expect(statSync(join(dataDirectory, "auth-secret")).mode & 0o777).toBe(0o600);
  rmSync(dataDirectory, { recursive: true });
});
