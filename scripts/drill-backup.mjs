// `npm run drill:backup -- [file]`: restores a backup, without a file a new one of the running database, into a
// temporary embedded database, compares every row and recomputes every figure. Exits with 1 if anything differs.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

let running = null;

/** Runs a command of the command line. @returns whether it succeeded. */
function runPts(args, environment = {}) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ["scripts/run.mjs", "scripts/pts.ts", ...args], {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...environment },
    });
    running = child;
    child.once("error", fail);
    child.once("exit", (code) => done(code === 0));
  });
}

async function makeBackup(folder) {
  await mkdir(folder);
  if (!(await runPts(["backup", "--folder", folder]))) return null;
  const [name] = await readdir(folder);
  return join(folder, name);
}

async function drill(given) {
  const folder = await mkdtemp(join(tmpdir(), "pts-drill-"));
  const startedAt = performance.now();
  try {
    const file = given === undefined ? await makeBackup(join(folder, "backup")) : resolve(given);
    const target = { DATABASE_URL: "", PTS_DATA_DIR: join(folder, "data") };
    const passed = file !== null && (await runPts(["restore", file], target));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(
      passed
        ? `The drill passed in ${seconds} s: the backup restores, and every row and figure matches.`
        : "The drill failed: see the sentence above. Do not rely on this backup.",
    );
    return passed ? 0 : 1;
  } finally {
    // The temporary database closes its files a moment after its last user.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }
}

// The command ends, and then the folder is removed.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => running?.kill(signal));
process.exitCode = await drill(process.argv[2]);
