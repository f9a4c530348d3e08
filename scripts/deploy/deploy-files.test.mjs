import { existsSync, readdirSync, readFileSync } from "node:fs";
import Ajv from "ajv";
import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { httpLimits } from "../../lib/environment/http-limits.mjs";
import { variables } from "../../lib/environment/variables.mjs";
import { createIgnore, parseDockerfile, readCommand, readVariables } from "./dockerfile.mjs";
import { findMissingDirectives, parseUnit } from "./units.mjs";

const read = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const compose = parse(read("deploy/compose.yaml"), { merge: true });
const services = Object.entries(compose.services);

function validateCompose(document) {
  // https://github.com/compose-spec/compose-spec, commit 170098ba of 2026-06-23, Apache License 2.0.
  const { $schema: _, ...schema } = JSON.parse(read("scripts/deploy/testing/compose-spec.json"));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(schema);
  return validate(document) ? [] : validate.errors;
}

describe("compose.yaml", () => {
  it("is valid by the schema of the Compose specification", () => {
    expect(validateCompose(compose)).toEqual([]);
    const wrong = structuredClone(compose);
    wrong.services.web.healthchecks = {};
    expect(validateCompose(wrong)).not.toEqual([]);
  });

  it.each(services)("hardens the service %s and limits what it takes", (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      deploy: {
        resources: {
          limits: {
            cpus: expect.any(String),
            memory: expect.any(String),
            pids: expect.any(Number),
          },
        },
      },
    });
    expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(service).not.toHaveProperty("privileged");
  });

  it("checks the health of each service but the migration, which must succeed before the others start", () => {
    for (const [name, { healthcheck, depends_on }] of services) {
      expect(healthcheck).toEqual(
        name === "migration"
          ? { disable: true }
          : expect.objectContaining({ retries: expect.any(Number) }),
      );
      if (["web", "worker"].includes(name)) {
        expect(depends_on).toEqual({ migration: { condition: "service_completed_successfully" } });
      }
    }
  });

  it("has each secret in a file and none in a variable", () => {
    for (const [name, { environment = {}, secrets = [] }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        expect(`${name} ${variable}`).not.toMatch(
          /(SECRET|PASSWORD|TOKEN|PASSPHRASE|DATABASE_URL)$/,
        );
        const [, secret] = /^\/run\/secrets\/(\w+)$/.exec(value) ?? [];
        if (secret !== undefined) expect(secrets).toContain(secret);
      }
      for (const secret of secrets) expect(compose.secrets).toHaveProperty(secret);
    }
    const script = read("deploy/create-secrets.sh");
    for (const secret of Object.keys(compose.secrets)) expect(script).toContain(secret);
  });

  it("opens one port, to this machine only", () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:\S+:3000$/)]);
  });

  it("starts programs that the image has", () => {
    const assembled = read("scripts/deploy/assemble.mjs");
    const commands = [
      ...services.flatMap(([, { command, healthcheck }]) => [command, healthcheck?.test?.slice(1)]),
      readCommand(parseDockerfile(read("deploy/Dockerfile")), "CMD"),
      readCommand(parseDockerfile(read("deploy/Dockerfile")), "HEALTHCHECK"),
    ];
    for (const [program, file] of commands.filter((one) => one !== undefined)) {
      if (program === "node") expect(assembled).toContain(`"${file.replace(".mjs", "")}": "`);
    }
  });
});

describe("the Dockerfile", () => {
  const instructions = parseDockerfile(read("deploy/Dockerfile"));

  it("ends as a user without rights, with a health check", () => {
    const users = instructions.filter(({ name }) => name === "USER").map(({ rest }) => rest);
    expect(users.at(-1)).toBe("node");
    expect(readCommand(instructions, "HEALTHCHECK")).toEqual(["node", "programs/check-ready.mjs"]);
    for (const [name, value] of Object.entries(readVariables(instructions))) {
      expect(variables[name]?.isValid(value) ?? true).toBe(true);
    }
  });

  it("has a context without secrets, tests and installed packages", () => {
    const isIgnored = createIgnore(read(".dockerignore"));
    for (const path of [
      ...[".env", ".env.local", ".git/config", ".data/auth-secret", "deploy/secrets/database_url"],
      ...["node_modules/next/package.json", "lib/log.test.ts", "README.md", ".next/BUILD_ID"],
    ]) {
      expect({ path, isIgnored: isIgnored(path) }).toEqual({ path, isIgnored: true });
    }
    for (const path of ["package.json", ".npmrc", "lib/log.ts", "scripts/deploy/assemble.mjs"]) {
      expect({ path, isIgnored: isIgnored(path) }).toEqual({ path, isIgnored: false });
      expect(existsSync(new URL(`../../${path}`, import.meta.url))).toBe(true);
    }
  });
});

test("HAProxy waits longer than the service for a request, and keeps connections for less time", () => {
  const config = read("deploy/haproxy/haproxy.cfg");
  const readSeconds = (name) => Number(new RegExp(`timeout ${name} (\\d+)s`).exec(config)?.[1]);
  expect(readSeconds("server") * 1000).toBeGreaterThan(httpLimits.request);
  expect(readSeconds("http-keep-alive") * 1000).toBeLessThan(httpLimits.keepAlive);
  expect(config).toContain("http-request del-header X-Forwarded-For");
});

const folder = new URL("../../deploy/systemd/", import.meta.url);
const units = readdirSync(folder).filter((name) => name.endsWith(".service"));

test.each(units)("the unit %s is closed to all that the service does not need", (name) => {
  const text = read(`deploy/systemd/${name}`);
  expect(findMissingDirectives(text)).toEqual([]);
  expect(findMissingDirectives(text.replace("ProtectSystem=strict", "ProtectSystem=no"))).toEqual([
    "ProtectSystem=strict is missing.",
  ]);
});

test.each(units)("the unit %s has its secrets from credentials", (name) => {
  const directives = parseUnit(read(`deploy/systemd/${name}`));
  const files = directives.get("Environment").join(" ");
  for (const credential of directives.get("LoadCredential")) {
    expect(files).toContain(`_FILE=%d/${credential.split(":")[0]}`);
  }
  expect(files).not.toMatch(/\b(DATABASE_URL|NEXTAUTH_SECRET|PTS_METRICS_TOKEN)=/);
});
