/**
 * `npm run verify:long`: the promises with their full figures. Every `*.long.test.ts` runs on PostgreSQL (the server of
 * PTS_TEST_DATABASE_URL, else a throw-away one); `*.embedded.long.test.ts` runs on the embedded database as well.
 * Arguments narrow it to the files whose path holds one of them; `--only postgresql` or `--only embedded` to one database.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { onParentExit } from "./on-parent-exit.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const DATABASES = ["postgresql", "embedded"];
const VITEST = ["node_modules/vitest/vitest.mjs", "run", "--project", "long"];
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

const files = ["app", "lib", "prisma", "scripts"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true }).map((file) => join(folder, file)),
);

function listFiles(ending, filters) {
  return files.filter(
    (file) =>
      file.endsWith(ending) &&
      (filters.length === 0 || filters.some((filter) => file.includes(filter))),
  );
}

function runOnPostgreSql(files) {
  const server = process.env.PTS_TEST_DATABASE_URL;
  const prefix = server ? [] : [...ON_PRIVATE_SERVER, process.execPath];
  return run([...prefix, ...VITEST, ...files], { ...process.env, DATABASE_URL: "" });
}

function runOnEmbedded(files) {
  return run([...VITEST, ...files], {
    ...process.env,
    DATABASE_URL: "",
    PTS_TEST_DATABASE_URL: "",
  });
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
const runs = [
  { on: "postgresql", files: listFiles(".long.test.ts", positionals), start: runOnPostgreSql },
  { on: "embedded", files: listFiles(".embedded.long.test.ts", positionals), start: runOnEmbedded },
].filter(({ on, files }) => files.length > 0 && (options.only ?? on) === on);
if (runs.length === 0) {
  console.error("No long test has a path like that.");
  process.exitCode = 2;
}
for (const { files, start } of runs) {
  if (isStopped) break;
  process.exitCode = (await start(files)) || process.exitCode;
}
