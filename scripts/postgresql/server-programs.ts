import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const OLDEST_VERSION = 15;
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

function listProgramFolders(): string[] {
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

/** The folder of `postgres` and `initdb` of version 15 or newer; null when none is installed. */
export function findServerPrograms(): string | null {
  return (
    listProgramFolders().find((folder) => (readMajorVersion(folder) ?? 0) >= OLDEST_VERSION) ?? null
  );
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

/** Like `findServerPrograms`, but installs Debian's package when necessary. @throws Error when that is not possible */
export function getServerPrograms(): string {
  const found = findServerPrograms();
  if (found !== null) {
    return found;
  }
  installFromDebian();
  const installed = findServerPrograms();
  if (installed === null) {
    throw new Error(
      `PostgreSQL ${OLDEST_VERSION} or newer is needed: install it (Debian: apt-get install postgresql), then try again.`,
    );
  }
  return installed;
}
