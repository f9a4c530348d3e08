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
  /** Ends it as a crash does: no session ends in order, and the next start recovers. */
  crash: () => Promise<void>;
  /** Starts it again, on the same port. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
};

type Server = { readonly child: ChildProcess; readonly log: string[] };

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

async function waitUntilReady(url: string, { child, log }: Server): Promise<void> {
  for (let attempt = 0; attempt < START_SECONDS * 10; attempt += 1) {
    if (child.exitCode !== null) break;
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

async function end(server: ChildProcess, signal: "SIGINT" | "SIGQUIT"): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  // SIGINT ends the sessions first, SIGQUIT does not.
  server.kill(signal);
  const inTime = await Promise.race([ended.then(() => true), wait(10_000, false, { ref: false })]);
  if (!inTime) {
    server.kill("SIGQUIT");
    await ended;
  }
}

function startServer(
  programs: string,
  folder: string,
  port: number,
  settings: readonly string[],
): Server {
  const child = spawn(
    join(programs, "postgres"),
    [
      ...["-D", join(folder, "data"), "-h", "127.0.0.1", "-p", String(port)],
      ...settings.flatMap((setting) => ["-c", setting]),
    ],
    // In its own process group: at Ctrl-C in a terminal, `stop` ends it.
    { stdio: ["ignore", "pipe", "pipe"], cwd: folder, detached: true, ...findOwner() },
  );
  const log: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
  }
  return { child, log };
}

/**
 * Starts a PostgreSQL cluster in a temporary folder, on a free loopback port.
 * @param options.parent the folder in which it makes its own
 * @param options.settings further ones of the server
 */
export async function startTemporaryCluster(
  options: { readonly parent?: string; readonly settings?: readonly string[] } = {},
): Promise<TemporaryCluster> {
  const { parent = tmpdir(), settings = [] } = options;
  const programs = getServerPrograms();
  const folder = mkdtempSync(join(parent, "pts-postgresql-"));
  const password = randomBytes(18).toString("hex");
  try {
    initialize(programs, folder, password, findOwner());
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const port = await findFreePort();
  const url = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
  const start = () => startServer(programs, folder, port, [...SETTINGS, ...settings]);
  let server = start();
  const stop = async (): Promise<void> => {
    await end(server.child, "SIGINT");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitUntilReady(url, server);
  } catch (error) {
    await stop();
    throw error;
  }
  const crash = () => end(server.child, "SIGQUIT");
  const restart = async (): Promise<void> => {
    await end(server.child, "SIGINT");
    server = start();
    await waitUntilReady(url, server);
  };
  return { url, crash, restart, stop };
}
