import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { findFreePort } from "../product/free-port";
import { findOwner } from "./temporary-cluster";

export type TemporaryPooler = { readonly url: string; readonly stop: () => Promise<void> };

const START_SECONDS = 20;
const DEBIAN_FOLDER = "/usr/sbin";

function findProgram(): string | null {
  const folders = [DEBIAN_FOLDER, ...(process.env.PATH ?? "").split(delimiter)];
  const found = folders.map((folder) => join(folder, "pgbouncer")).find(existsSync);
  return process.env.PTS_PGBOUNCER || (found ?? null);
}

function getProgram(): string {
  const found = findProgram();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "pgbouncer"], options);
  }
  const installed = findProgram();
  if (installed === null) {
    throw new Error(
      "PgBouncer is needed: install it (Debian: apt-get install pgbouncer), or name it in PTS_PGBOUNCER.",
    );
  }
  return installed;
}

/** Starts PgBouncer in transaction mode before the database of a URL, with further lines of its configuration. */
export async function startTemporaryPooler(
  databaseUrl: string,
  lines: readonly string[] = [],
): Promise<TemporaryPooler> {
  const program = getProgram();
  const owner = findOwner();
  const folder = mkdtempSync(join(tmpdir(), "pts-pgbouncer-"));
  const port = await findFreePort();
  const target = new URL(databaseUrl);
  const [user, password] = [target.username, target.password].map(decodeURIComponent);
  const files = {
    "users.txt": `"${user}" "${password}"\n`,
    "pgbouncer.ini": [
      "[databases]",
      `* = host=${target.hostname} port=${target.port}`,
      "[pgbouncer]",
      ...["listen_addr = 127.0.0.1", `listen_port = ${port}`, "unix_socket_dir ="],
      ...["auth_type = scram-sha-256", `auth_file = ${join(folder, "users.txt")}`],
      ...["pool_mode = transaction", "default_pool_size = 3", ...lines],
      "",
    ].join("\n"),
  };
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    if (owner !== null) chownSync(join(folder, name), owner.uid, owner.gid);
  }
  const pooler = spawn(program, [join(folder, "pgbouncer.ini")], {
    ...{ stdio: ["ignore", "ignore", "ignore"], cwd: folder, detached: true, ...owner },
  });
  const ended = new Promise((resolve) => pooler.once("exit", resolve));
  const stop = async () => {
    if (pooler.exitCode === null && pooler.signalCode === null) pooler.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  target.port = String(port);
  await untilConnected(target.href).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url: target.href, stop };
}

async function untilConnected(url: string): Promise<void> {
  for (let attempt = 0; attempt < START_SECONDS * 10; attempt += 1) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await wait(100);
    }
  }
  throw new Error("PgBouncer did not start.");
}
