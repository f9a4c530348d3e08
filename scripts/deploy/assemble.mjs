/**
 * Builds the service and puts what it needs to run into an empty folder, without sources and build tools.
 * deploy/Dockerfile runs it.
 *   node scripts/deploy/assemble.mjs <folder>
 */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build as bundle } from "esbuild";
import { bundleOptions } from "../run/bundle.mjs";
import { build, generateClient } from "../start/prepare.mjs";

const standalone = ".next/standalone";

/** Each becomes one file; a package that it shares with the pages stays in node_modules. */
const programs = {
  "programs/server": "scripts/deploy/serve.mjs",
  "programs/worker": "scripts/worker.ts",
  "programs/pts": "scripts/pts.ts",
  // Where `pts migrate` finds it.
  "prisma/schema-engine/run-migrations": "prisma/schema-engine/run-migrations.mjs",
  "programs/check-ready": "scripts/deploy/check-ready.mjs",
};

const copied = {
  ".next/static": ".next/static",
  public: "public",
  "prisma/migrations": "prisma/migrations",
  "prisma/roles.sql": "prisma/roles.sql",
  // The migrations' engine is in this package.
  "node_modules/@prisma/schema-engine-wasm": "node_modules/@prisma/schema-engine-wasm",
};

/** Next.js would optimize images with these, which the service does not. */
const unused = ["node_modules/sharp", "node_modules/@img"].map((name) => join(standalone, name));

async function assemble(folder) {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Error(`${folder} is not empty. Nothing was done.`);
  }
  process.env.PTS_STANDALONE = "1";
  // A build for npm start has the same id, but not this folder.
  if (!existsSync(standalone)) rmSync(".next/BUILD_ID", { force: true });
  await generateClient();
  await build();
  for (const name of [".next", "node_modules", "package.json"]) {
    cpSync(join(standalone, name), join(folder, name), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !unused.includes(source),
    });
  }
  for (const [from, to] of Object.entries(copied)) {
    cpSync(from, join(folder, to), { recursive: true });
  }
  await bundle({
    ...bundleOptions,
    entryPoints: programs,
    outdir: folder,
    external: [...bundleOptions.external, "next"],
  });
  // A volume that is mounted here gets the owner of this folder.
  mkdirSync(join(folder, "backups"));
}

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
const [folder] = process.argv.slice(2);
try {
  if (folder === undefined) throw new Error("Name the folder.");
  await assemble(resolve(folder));
} catch (error) {
  console.error(`${error.output ?? ""}\n${error.message}`.trim());
  process.exitCode = 1;
}
