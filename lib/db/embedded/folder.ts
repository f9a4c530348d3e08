import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type EmbeddedFolder = {
  /** Real path: the same folder by another name is the same database. */
  readonly root: string;
  /** PostgreSQL's own data directory. */
  readonly databaseFiles: string;
  /** Where the data directory is created before it is moved to its place: never in use. */
  readonly unfinishedFiles: string;
  /** The password of this database, readable by its owner only. */
  readonly keyFile: string;
  /** The port, and the beat of the process that has it open. */
  readonly stateFile: string;
  readonly logFile: string;
};

/** The embedded database's place in a data folder. Created when missing, closed to other users. */
export function prepareEmbeddedFolder(dataDirectory: string): EmbeddedFolder {
  const path = join(dataDirectory, "database");
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const root = realpathSync(path);
  return {
    root,
    databaseFiles: join(root, "files"),
    unfinishedFiles: join(root, "unfinished"),
    keyFile: join(root, "key"),
    stateFile: join(root, "state.json"),
    logFile: join(root, "server.log"),
  };
}

/** The password, random, created by the first server. Every user of the machine can reach the port on loopback. */
export function ensureAccessKey(folder: EmbeddedFolder): string {
  try {
    writeFileSync(folder.keyFile, randomBytes(24).toString("hex"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) {
      throw error;
    }
  }
  return readAccessKey(folder);
}

export function readAccessKey(folder: EmbeddedFolder): string {
  return readFileSync(folder.keyFile, "utf8").trim();
}
