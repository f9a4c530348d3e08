import { isAbsolute } from "node:path";
import { describe, expect, it } from "vitest";
import { EnvironmentError, parseEnvironment, requireAuthSecret } from "./environment";
import { type VariableName, variables } from "./variables.mjs";

const secret = "0123456789abcdef0123456789abcdef";

/** The compiler asks for each declared name. */
const declared: Record<VariableName, true> = {
  NODE_ENV: true,
  PORT: true,
  DATABASE_URL: true,
  NEXTAUTH_URL: true,
  NEXTAUTH_SECRET: true,
  PTS_DEMO: true,
  PTS_WORKER: true,
  PTS_DIRECT_DISPATCH: true,
  PTS_WEB_PROCESSES: true,
  PTS_RATE_LIMIT: true,
  PTS_TRUSTED_PROXIES: true,
  PTS_METRICS_TOKEN: true,
  PTS_BACKUP_KEEP: true,
  PTS_BACKUP_TIME: true,
  PTS_BACKUP_PASSPHRASE: true,
  OTEL_EXPORTER_OTLP_ENDPOINT: true,
  LOG_LEVEL: true,
};

describe("the rules of the variables", () => {
  it("are declared for TypeScript by the same names", () => {
    expect(Object.keys(variables)).toEqual(Object.keys(declared));
  });
});

describe("parsing the environment", () => {
  it("defaults to the embedded database, the demo and port 3000, without a secret", () => {
    const environment = parseEnvironment({});
    expect(environment).toMatchObject({
      port: 3000,
      databaseUrl: null,
      isDemo: true,
      publicOrigin: null,
      isHttps: false,
      authSecret: null,
    });
    expect(isAbsolute(environment.dataDirectory)).toBe(true);
  });

  it("runs no demo on a PostgreSQL server by default", () => {
    const databaseUrl = "postgresql://localhost/pts";
    expect(parseEnvironment({ DATABASE_URL: databaseUrl }).isDemo).toBe(false);
    expect(parseEnvironment({ DATABASE_URL: databaseUrl, PTS_DEMO: "1" }).isDemo).toBe(true);
    expect(parseEnvironment({ PTS_DEMO: "0" }).isDemo).toBe(false);
  });

  it("makes no nightly backups by default", () => {
    expect(parseEnvironment({})).toMatchObject({
      ...{ backupFolder: null, backupKeep: 14, backupMinute: 120, backupPassphrase: null },
    });
    const given = { PTS_BACKUP_DIR: "backups", PTS_BACKUP_TIME: "23:05", PTS_BACKUP_KEEP: "3" };
    const { backupFolder, ...rest } = parseEnvironment(given);
    expect(isAbsolute(backupFolder ?? "")).toBe(true);
    expect(rest).toMatchObject({ backupKeep: 3, backupMinute: 23 * 60 + 5 });
  });

  it("treats an empty variable as unset", () => {
    expect(parseEnvironment({ DATABASE_URL: "", PORT: "", NEXTAUTH_SECRET: "" })).toEqual(
      parseEnvironment({}),
    );
  });

  it("derives HTTPS and the origin from the public URL", () => {
    const environment = parseEnvironment({ NEXTAUTH_URL: "https://score.example.org/app" });
    expect(environment).toMatchObject({
      publicOrigin: "https://score.example.org",
      isHttps: true,
    });
  });

  it("names every invalid variable in one message without its value", () => {
    const invalid = {
      PORT: "70000",
      DATABASE_URL: "mysql://root:hunter2@db/x",
      NEXTAUTH_SECRET: "short-secret",
      NEXTAUTH_URL: "ftp://x",
      PTS_DEMO: "yes",
      LOG_LEVEL: "loud",
      PTS_WORKER: "no",
      PTS_DIRECT_DISPATCH: "off",
      PTS_WEB_PROCESSES: "none",
      PTS_RATE_LIMIT: "1e3",
      PTS_TRUSTED_PROXIES: "10.0.0.0/33",
      NODE_ENV: "prod",
      PTS_METRICS_TOKEN: "short-token",
      PTS_BACKUP_KEEP: "0",
      PTS_BACKUP_TIME: "24:00",
      PTS_BACKUP_PASSPHRASE: "short-phrase",
    };
    try {
      parseEnvironment(invalid);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(EnvironmentError);
      const message = String(error);
      for (const name of Object.keys(invalid)) {
        expect(message).toContain(`- ${name} must`);
      }
      expect(message).not.toMatch(/hunter2|short-secret|short-phrase|short-token/);
    }
  });

  it("requires a secret of at least 32 bytes", () => {
    expect(requireAuthSecret(parseEnvironment({ NEXTAUTH_SECRET: secret }))).toBe(secret);
    expect(() => requireAuthSecret(parseEnvironment({}))).toThrow(/NEXTAUTH_SECRET/);
    expect(() => parseEnvironment({ NEXTAUTH_SECRET: secret.slice(1) })).toThrow(/32 random bytes/);
  });
});
