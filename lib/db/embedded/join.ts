import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  type Announcement,
  getControlUrl,
  greet,
  parseAnnouncement,
  readLines,
} from "@/lib/db/embedded/control-channel";
import { type EmbeddedFolder, readAccessKey } from "@/lib/db/embedded/folder";

const startMilliseconds = 90_000;
const retryMilliseconds = 25;
const largestLog = 1024 * 1024;

export type Lease = { readonly socket: Socket; readonly port: number; readonly pid: number };

/**
 * A lease on the folder's database from the process that serves it, started when there is none. Of several that start
 * at once, one gets the folder and all join it.
 * @throws Error with a sentence for people.
 */
export async function joinOrStart(folder: EmbeddedFolder, dataDirectory: string): Promise<Lease> {
  const deadline = performance.now() + startMilliseconds;
  let server: ChildProcess | null = null;
  while (performance.now() < deadline) {
    const lease = await tryToJoin(folder, deadline);
    if (lease !== null) {
      return lease;
    }
    if (server !== null && server.exitCode !== null && server.exitCode !== 0) {
      // Another process was faster and is there now, or the start failed.
      const other = await tryToJoin(folder, deadline);
      if (other !== null) {
        return other;
      }
      throw new Error(
        `The embedded database did not start: ${readLastLine(folder)} Its log is ${folder.logFile}.`,
      );
    }
    if (server === null || server.exitCode !== null || server.signalCode !== null) {
      server = startServer(folder, dataDirectory);
    }
    await wait(retryMilliseconds);
  }
  throw new Error(
    `The embedded database did not open within ${startMilliseconds / 1000} s. Its log is ${folder.logFile}.`,
  );
}

/** Null: no process serves the folder now, or it is not ready in time. */
function tryToJoin(folder: EmbeddedFolder, deadline: number): Promise<Lease | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(getControlUrl(folder.root));
    const timer = setTimeout(() => socket.destroy(), deadline - performance.now());
    socket.once("close", () => {
      clearTimeout(timer);
      resolve(null);
    });
    socket.on("error", () => socket.destroy());
    const nonce = randomBytes(16).toString("hex");
    socket.write(`${greet(nonce)}\n`);
    readLines(socket, (line) => {
      clearTimeout(timer);
      try {
        const accessKey = readAccessKey(folder);
        resolve({ socket, ...requireReady(parseAnnouncement(line, { nonce, accessKey })) });
      } catch (error) {
        socket.destroy();
        reject(error);
      }
    });
  });
}

function requireReady(announcement: Announcement): { port: number; pid: number } {
  if (announcement.state === "failed") {
    throw new Error(`The embedded database did not open: ${announcement.message}`);
  }
  return { port: announcement.port, pid: announcement.pid };
}

/** In a session of its own, so that Ctrl-C in a terminal does not end it for other users. */
function startServer(folder: EmbeddedFolder, dataDirectory: string): ChildProcess {
  const projectFolder = process.cwd();
  const scripts = join(/* turbopackIgnore: true */ projectFolder, "scripts");
  const script = join(/* turbopackIgnore: true */ scripts, "embedded-database.ts");
  if (!existsSync(script)) {
    throw new Error(
      `The embedded database is started from the project's folder, not from ${projectFolder}. Start it there, or set DATABASE_URL to a PostgreSQL database.`,
    );
  }
  const log = openLog(folder);
  try {
    const server = spawn(
      process.execPath,
      [join(/* turbopackIgnore: true */ scripts, "run.mjs"), script, dataDirectory],
      { cwd: projectFolder, detached: true, stdio: ["ignore", log, log], windowsHide: true },
    );
    server.on("error", () => {
      // Its exit code shows it, and that no process responds.
    });
    server.unref();
    return server;
  } finally {
    closeSync(log);
  }
}

function openLog(folder: EmbeddedFolder): number {
  if (existsSync(folder.logFile) && statSync(folder.logFile).size > largestLog) {
    rmSync(folder.logFile);
  }
  return openSync(folder.logFile, "a", 0o600);
}

function readLastLine(folder: EmbeddedFolder): string {
  return readFileSync(folder.logFile, "utf8").trimEnd().split("\n").at(-1) ?? "";
}
