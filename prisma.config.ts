import { delimiter, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";
import { tsImport } from "tsx/esm/api";

// Without these, Prisma's command line checks for updates and reports usage.
process.env.CHECKPOINT_DISABLE = "1";
process.env.PRISMA_HIDE_UPDATE_MESSAGE = "1";

// The generators are programs of packages, which only npm puts on the path.
process.env.PATH = [
  fileURLToPath(new URL("node_modules/.bin", import.meta.url)),
  dirname(process.execPath),
  process.env.PATH,
].join(delimiter);

// Windows cannot run a script as a program; there the command line uses its own engine.
if (process.platform !== "win32") {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
    new URL("prisma/schema-engine/bridge.mjs", import.meta.url),
  );
}

type Opening = typeof import("@/lib/db/embedded/keep-open");

/** Joins the embedded database while this command runs. */
async function joinEmbeddedDatabase(): Promise<string> {
  const { openEmbeddedDatabase }: Opening = await tsImport(
    "./lib/db/embedded/keep-open.ts",
    import.meta.url,
  );
  const { url } = await openEmbeddedDatabase({
    dataDirectory: process.env.PTS_DATA_DIR || ".data",
  });
  return url;
}

async function findDatabaseUrl(): Promise<string | null> {
  if (process.env.DATABASE_URL) {
    return process.env.DATABASE_URL;
  }
  const needsDatabase = ["migrate", "db", "studio"].includes(process.argv[2] ?? "");
  return needsDatabase ? joinEmbeddedDatabase() : null;
}

const url = await findDatabaseUrl();
const shadowDatabaseUrl = process.env.SHADOW_DATABASE_URL;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  ...(url ? { datasource: { url, ...(shadowDatabaseUrl ? { shadowDatabaseUrl } : {}) } } : {}),
});
