import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isInstalled } from "../install.mjs";
import { runChild } from "./children.mjs";
import { computeBuildId, computeFingerprint, hasStamp, writeStamp } from "./fingerprint.mjs";
import { StepError, showStep } from "./report.mjs";

/** As `server_version_num` has it. */
const OLDEST_VERSION = 150_000;
const UNDEFINED_TABLE = "42P01";
const NODE_ARGS = ["--import", "./scripts/end-with-parent.mjs"];
const PRISMA = [...NODE_ARGS, "node_modules/prisma/build/index.js"];
const NEXT = [...NODE_ARGS, "node_modules/next/dist/bin/next"];
const GENERATED = ["lib/db/generated/client.ts", "lib/db/generated/tables.ts"];
const CLIENT_STAMP = "node_modules/.cache/performance-tracking/client";
const BUILD_ID = ".next/BUILD_ID";

/** Installs the packages of the lockfile unless they are installed. */
export async function install() {
  if (isInstalled({ includeDevelopment: false })) {
    return;
  }
  const npm = process.env.npm_execpath;
  const [command, before] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const args = ["ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  await showStep("Installing packages", () =>
    runChild(command, [...before, ...args], {
      shell: command === "npm" && process.platform === "win32",
      advice: "npm could not install the packages. See its output above, then start again.",
    }),
  );
}

/** Generates the database client and the types of the tables when the schema has changed since. */
export async function generateClient() {
  const fingerprint = computeFingerprint(["prisma/schema.prisma", "package-lock.json"]);
  if (GENERATED.every(existsSync) && hasStamp(CLIENT_STAMP, fingerprint)) {
    return;
  }
  await showStep("Generating the database client", () =>
    runChild(process.execPath, [...PRISMA, "generate"], {
      advice: "Prisma could not generate the database client. See its output above.",
    }),
  );
  writeStamp(CLIENT_STAMP, fingerprint);
}

/** Applies missing migrations. Prisma is not started without need: it takes seconds to find that nothing is missing. */
export async function applyMigrations(environment) {
  const [{ version }] = await query(
    environment.DATABASE_URL,
    "SELECT current_setting('server_version_num')::integer AS version",
  );
  if (version < OLDEST_VERSION) {
    throw new StepError(
      `The database server is PostgreSQL ${Math.floor(version / 10_000)}, but the service needs 15 or newer. Nothing has been changed.`,
    );
  }
  const required = readdirSync("prisma/migrations", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const rows = await query(
    environment.DATABASE_URL,
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  const applied = new Set(rows.map((row) => row.migration_name));
  if (required.every((name) => applied.has(name))) {
    return;
  }
  await showStep("Applying database migrations", () =>
    runChild(process.execPath, [...PRISMA, "migrate", "deploy"], {
      env: environment,
      advice:
        "Prisma could not apply the migrations. See its output above. Earlier migrations stay applied.",
    }),
  );
}

/** Loads the demo into a database without an organization, or resumes an interrupted load. */
export async function loadDemo(environment, { dataDirectory }) {
  const unfinished = join(dataDirectory, "demo-unfinished");
  const organizations = await query(
    environment.DATABASE_URL,
    "SELECT 1 FROM organizations LIMIT 1",
  );
  if (organizations.length > 0 && !existsSync(unfinished)) {
    return;
  }
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  writeFileSync(unfinished, "");
  const args = [...NODE_ARGS, "scripts/run.mjs", "prisma/seed.ts"];
  await showStep(
    "Loading the demo",
    () =>
      runChild(process.execPath, args, {
        env: environment,
        advice:
          "The demo could not be loaded. See the output above. The next start resumes the load.",
        printsProgress: true,
      }),
    { printsProgress: true },
  );
  rmSync(unfinished);
}

/** Builds the pages when a source has changed: next.config.mjs names each build after its sources. */
export async function build() {
  if (hasStamp(BUILD_ID, computeBuildId())) {
    return;
  }
  await showStep("Building the pages", () =>
    runChild(process.execPath, [...NEXT, "build"], {
      env: { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
      advice: "Next.js could not build the pages. See its output above.",
    }),
  );
}

/** Returns no rows when the table does not exist. @throws StepError when the database does not respond. */
async function query(url, statement) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    return (await client.query(statement)).rows;
  } catch (error) {
    if (error.code === UNDEFINED_TABLE) {
      return [];
    }
    throw new StepError(
      `The database does not respond (${error.message || error.code}). Check DATABASE_URL and that the server runs, then start again.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}
