/**
 * `npm run verify:long`: the promises with their full figures. Every `*.long.test.ts` runs on PostgreSQL (the server of
 * PTS_TEST_DATABASE_URL, else a throw-away one); `*.embedded.long.test.ts` runs on the embedded database as well.
 * Properties try many more cases than in `npm test`, those that use a database on both. Arguments narrow it to the
 * files whose path holds one of them; `--only postgresql` or `--only embedded` to one database.
 */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { onParentExit } from "./on-parent-exit.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const DATABASES = ["postgresql", "embedded"];
const HALF_AN_HOUR = 30 * 60_000;
const DATABASE_CASES = 300;
const CASES = 3000;
const ON_PRIVATE_SERVER = ["--import", "tsx", "scripts/postgresql/with-postgresql.ts"];
let child = null;
let isStopped = false;

function stop(signal) {
  isStopped = true;
  child?.kill(signal);
}

function run(args, environment) {
  return new Promise((resolve, reject) => {
    child = spawn(process.execPath, args, { cwd: root, stdio: "inherit", env: environment });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

function listTests() {
  return ["app", "components", "examples", "lib", "prisma", "scripts"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((file) => join(folder, file))
      .filter((file) => /\.test\.tsx?$/.test(file)),
  );
}

function mentions(file, word) {
  return readFileSync(join(root, file), "utf8").includes(word);
}

/** What runs where: `on` is a database, or "none" for tests without one; `cases` is for each property. */
function listRuns() {
  const tests = listTests();
  const longTests = tests.filter((file) => file.endsWith(".long.test.ts"));
  const onBoth = longTests.filter((file) => file.endsWith(".embedded.long.test.ts"));
  const databaseProperties = tests.filter((file) => mentions(file, "assertDatabaseProperty("));
  const otherProperties = tests.filter(
    (file) => !/\.(long|integration)\./.test(file) && mentions(file, "fast-check"),
  );
  const properties = { project: "integration", files: databaseProperties, cases: DATABASE_CASES };
  return [
    { project: "long", files: longTests, on: "postgresql" },
    { project: "long", files: onBoth, on: "embedded" },
    ...DATABASES.map((on) => ({ ...properties, on })),
    { project: "unit", files: otherProperties, cases: CASES, on: "none" },
  ];
}

function narrow(files, parts) {
  return files.filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)));
}

function vitest(project, files) {
  const timeout = `--testTimeout=${HALF_AN_HOUR}`;
  return ["node_modules/vitest/vitest.mjs", "run", "--project", project, timeout, ...files];
}

function start({ project, on, files, cases = "" }) {
  const environment = { ...process.env, DATABASE_URL: "", PTS_PROPERTY_RUNS: String(cases) };
  if (on !== "postgresql") {
    return run(vitest(project, files), { ...environment, PTS_TEST_DATABASE_URL: "" });
  }
  const prefix = process.env.PTS_TEST_DATABASE_URL ? [] : [...ON_PRIVATE_SERVER, process.execPath];
  return run([...prefix, ...vitest(project, files)], environment);
}

const { values: options, positionals } = parseArgs({
  options: { only: { type: "string" } },
  allowPositionals: true,
});
if (options.only !== undefined && !DATABASES.includes(options.only)) {
  console.error(`There is no database ${options.only}: choose from ${DATABASES.join(", ")}.`);
  process.exit(2);
}
process.on("SIGINT", () => stop("SIGINT"));
process.on("SIGTERM", () => stop("SIGTERM"));
onParentExit(() => stop("SIGTERM"));
const runs = listRuns()
  .map((each) => ({ ...each, files: narrow(each.files, positionals) }))
  .filter(({ on, files }) => files.length > 0 && (options.only ?? on) === on);
if (runs.length === 0) {
  console.error("No long test and no property has a path like that.");
  process.exitCode = 2;
}
for (const each of runs) {
  if (isStopped) break;
  process.exitCode = (await start(each)) || process.exitCode;
}
