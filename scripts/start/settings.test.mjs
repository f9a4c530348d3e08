import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { provideAuthSecret, readSettings, requireFreePort } from "./settings.mjs";

test("without any setting it is the demo on the embedded database, for this machine only", () => {
  expect(readSettings({})).toMatchObject({
    port: 3000,
    host: "127.0.0.1",
    isDemo: true,
    databaseUrl: null,
    publicUrl: "http://localhost:3000",
  });
});

test("a database of its own means no demo, and asks for a secret", () => {
  const DATABASE_URL = "postgresql://me@db/pts";
  expect(() => readSettings({ DATABASE_URL })).toThrow(/NEXTAUTH_SECRET must be set/);
  const NEXTAUTH_SECRET = "x".repeat(32);
  expect(readSettings({ DATABASE_URL, NEXTAUTH_SECRET })).toMatchObject({
    host: "0.0.0.0",
    isDemo: false,
    databaseUrl: DATABASE_URL,
  });
});

test("the demo is for this machine only, on whatever database, unless told otherwise", () => {
  const given = { DATABASE_URL: "postgresql://me@db/pts", PTS_DEMO: "1" };
  expect(readSettings(given)).toMatchObject({ host: "127.0.0.1", isDemo: true });
  expect(readSettings({ ...given, HOST: "0.0.0.0" })).toMatchObject({ host: "0.0.0.0" });
});

test("every fault is named at once", () => {
  const read = () =>
    readSettings({
      PORT: "80a",
      PTS_DEMO: "yes",
      DATABASE_URL: "mysql://db",
      NEXTAUTH_SECRET: "x",
      NEXTAUTH_URL: "performance.example.org",
    });
  for (const name of ["PORT", "PTS_DEMO", "DATABASE_URL", "NEXTAUTH_SECRET", "NEXTAUTH_URL"]) {
    expect(read).toThrow(new RegExp(`- ${name} must`));
  }
});

test("a taken port is said in one sentence, with what to do", async () => {
  const server = createServer();
  await new Promise((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const { port } = server.address();

  await expect(requireFreePort({ port, host: "127.0.0.1" })).rejects.toThrow(
    `Port ${port} is taken by another program`,
  );
  await new Promise((done) => {
    server.close(done);
  });
  await expect(requireFreePort({ port, host: "127.0.0.1" })).resolves.toBeUndefined();
});

test("the secret of the demo is made once and is for its owner only", () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "pts-secret-"));

  const secret = provideAuthSecret({ authSecret: null, dataDirectory });

  expect(Buffer.byteLength(secret)).toBeGreaterThanOrEqual(32);
  expect(provideAuthSecret({ authSecret: null, dataDirectory })).toBe(secret);
  expect(statSync(join(dataDirectory, "auth-secret")).mode & 0o777).toBe(0o600);
  rmSync(dataDirectory, { recursive: true });
});
