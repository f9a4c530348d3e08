import { isAbsolute } from "node:path";
import { describe, expect, it } from "vitest";
import { EnvironmentError, parseEnvironment, requireAuthSecret } from "@/lib/env";

const secret = "0123456789abcdef0123456789abcdef";

describe("the environment", () => {
  it("needs nothing: the embedded database, the demo, port 3000, and no secret made up", () => {
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

  it("has no demo on a real server unless asked for", () => {
    const databaseUrl = "postgresql://localhost/pts";
    expect(parseEnvironment({ DATABASE_URL: databaseUrl }).isDemo).toBe(false);
    expect(parseEnvironment({ DATABASE_URL: databaseUrl, PTS_DEMO: "1" }).isDemo).toBe(true);
    expect(parseEnvironment({ PTS_DEMO: "0" }).isDemo).toBe(false);
  });

  it("takes an empty variable for one that is not set", () => {
    expect(parseEnvironment({ DATABASE_URL: "", PORT: "", NEXTAUTH_SECRET: "" })).toEqual(
      parseEnvironment({}),
    );
  });

  it("knows HTTPS by the public address, and drops its path", () => {
    const environment = parseEnvironment({ NEXTAUTH_URL: "https://score.example.org/app" });
    expect(environment).toMatchObject({
      publicOrigin: "https://score.example.org",
      isHttps: true,
    });
  });

  it("names every fault in one message, and repeats no value", () => {
    const faulty = {
      PORT: "70000",
      DATABASE_URL: "mysql://root:hunter2@db/x",
      NEXTAUTH_SECRET: "short-secret",
      NEXTAUTH_URL: "ftp://x",
      PTS_DEMO: "yes",
      LOG_LEVEL: "loud",
    };
    try {
      parseEnvironment(faulty);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(EnvironmentError);
      const message = String(error);
      for (const name of Object.keys(faulty)) {
        expect(message).toContain(`${name}: `);
      }
      expect(message).not.toMatch(/hunter2|short-secret/);
    }
  });

  it("gives a secret of 32 bytes, and refuses to go without", () => {
    expect(requireAuthSecret(parseEnvironment({ NEXTAUTH_SECRET: secret }))).toBe(secret);
    expect(() => requireAuthSecret(parseEnvironment({}))).toThrow(/NEXTAUTH_SECRET/);
    expect(() => parseEnvironment({ NEXTAUTH_SECRET: secret.slice(1) })).toThrow(/32 bytes/);
  });
});
