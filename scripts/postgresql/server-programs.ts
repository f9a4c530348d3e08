import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const OLDEST = 15;
const DEBIAN_FOLDER = "/usr/lib/postgresql";

function readMajorVersion(folder: string): number | null {
  const program = join(folder, "postgres");
  if (!existsSync(program) || !existsSync(join(folder, "initdb"))) {
    return null;
  }
  const { stdout, status } = spawnSync(program, ["--version"], { encoding: "utf8" });
  const version = /\(PostgreSQL\) (\d+)/.exec(stdout ?? "")?.[1];
  return status === 0 && version !== undefined ? Number(version) : null;
}

function listFolders(): string[] {
  const debian = existsSync(DEBIAN_FOLDER)
    ? readdirSync(DEBIAN_FOLDER)
        .sort((left, right) => Number(right) - Number(left))
        .map((version) => join(DEBIAN_FOLDER, version, "bin"))
    : [];
  return [
    ...debian,
    ...(process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== ""),
  ];
}

/** The folder with `postgres` and `initdb`, version 15 or newer; null where there is none. */
export function findServerPrograms(): string | null {
  return listFolders().find((folder) => (readMajorVersion(folder) ?? 0) >= OLDEST) ?? null;
}

function installFromDebian(): void {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    return;
  }
  console.log("PostgreSQL: installing Debian's package postgresql …");
  const options: SpawnSyncOptions = {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  spawnSync("apt-get", ["update"], options);
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "postgresql"], options);
}

/** Like `findServerPrograms`, installing Debian's package where that is possible. */
export function getServerPrograms(): string {
  const found = findServerPrograms();
  if (found !== null) {
    return found;
  }
  installFromDebian();
  const installed = findServerPrograms();
  if (installed === null) {
    throw new Error(
      `PostgreSQL ${OLDEST} or newer is needed: install it (Debian: apt-get install postgresql), then run this again.`,
    );
  }
  return installed;
}
