import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { findFreePort } from "../product/free-port";
import { getServerPrograms } from "./server-programs";

export type TemporaryCluster = {
  /** The URL of its `postgres` database as superuser, who may migrate and create databases. */
  url: string;
  stop: () => Promise<void>;
};

export type Owner = { uid: number; gid: number };

const SUPERUSER = "pts";
const START_SECONDS = 30;

// The data is temporary, so speed matters more than durability.
const SETTINGS = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "max_connections=100",
  "shared_buffers=128MB",
  "logging_collector=off",
  "unix_socket_directories=",
];

/** The user that runs PostgreSQL, which does not run as root; null for the current user. */
export function findOwner(): Owner | null {
  if (process.getuid?.() !== 0) {
    return null;
  }
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const user = ["postgres", "nobody"]
    .map((name) => users.find((fields) => fields[0] === name))
    .find((fields) => fields !== undefined);
  if (user === undefined) {
    throw new Error(
      "PostgreSQL does not run as root, and this system has neither a user postgres nor a user nobody.",
    );
  }
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

function initialize(programs: string, folder: string, password: string, owner: Owner | null): void {
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner !== null) {
    chownSync(folder, owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  const result = spawnSync(
    join(programs, "initdb"),
    [
      `--pgdata=${join(folder, "data")}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync",
    ],
    { encoding: "utf8", cwd: folder, ...owner },
  );
  if (result.status !== 0) {
    throw new Error(`PostgreSQL's initdb failed: ${result.stderr || String(result.error)}`);
  }
}

async function waitUntilReady(url: string, server: ChildProcess, log: string[]): Promise<void> {
  for (let attempt = 0; attempt < START_SECONDS * 10; attempt += 1) {
    if (server.exitCode !== null) {
      break;
    }
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await wait(100);
    }
  }
  throw new Error(`PostgreSQL did not start:\n${log.join("")}`);
}

async function end(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    // SIGINT ends the sessions first, SIGQUIT does not.
    server.kill("SIGINT");
    const inTime = await Promise.race([
      ended.then(() => true),
      wait(10_000, false, { ref: false }),
    ]);
    if (!inTime) {
      server.kill("SIGQUIT");
      await ended;
    }
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Starts a PostgreSQL cluster in a temporary folder, on a free loopback port. */
export async function startTemporaryCluster(): Promise<TemporaryCluster> {
  const programs = getServerPrograms();
  const owner = findOwner();
  const folder = mkdtempSync(join(tmpdir(), "pts-postgresql-"));
  const password = randomBytes(18).toString("hex");
  try {
    initialize(programs, folder, password, owner);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const port = await findFreePort();
  const server = spawn(
    join(programs, "postgres"),
    [
      ...["-D", join(folder, "data"), "-h", "127.0.0.1", "-p", String(port)],
      ...SETTINGS.flatMap((setting) => ["-c", setting]),
    ],
    // In its own process group: at Ctrl-C in a terminal, `stop` ends it.
    { stdio: ["ignore", "pipe", "pipe"], cwd: folder, detached: true, ...owner },
  );
  const log: string[] = [];
  server.stdout.on("data", (chunk: Buffer) => log.push(chunk.toString()));
  server.stderr.on("data", (chunk: Buffer) => log.push(chunk.toString()));
  const stop = (): Promise<void> => end(server, folder);
  const url = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
  try {
    await waitUntilReady(url, server, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}
