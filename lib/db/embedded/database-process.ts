import { existsSync, fsyncSync, renameSync, rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { PGlite } from "@electric-sql/pglite";
import { type ControlServer, startControlServer } from "@/lib/db/embedded/control-server";
import {
  type EmbeddedFolder,
  ensureAccessKey,
  prepareEmbeddedFolder,
} from "@/lib/db/embedded/folder";
import { guardFolder } from "@/lib/db/embedded/folder-guard";
import { startWireServer } from "@/lib/db/embedded/wire-server";

const timing = { firstLeaseMilliseconds: 30_000, graceMilliseconds: 1_000 };

// PGlite turns fsync off by default, and its file system knows fsync only by one of its two names.
const startParameters = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  "-c",
  "wal_sync_method=fsync",
];

type RunningDatabase = { readonly port: number; readonly close: () => Promise<void> };

/**
 * Serves the embedded database of a data folder until its last user has gone. Resolves once its files are closed; the
 * process should end then, which frees the folder.
 * @throws Error with a sentence for people when the folder is open elsewhere, or cannot be opened.
 */
export async function serveEmbeddedDatabase(dataDirectory: string): Promise<void> {
  const folder = prepareEmbeddedFolder(dataDirectory);
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const control = await startControlServer(folder.root, timing, () => {
    control?.closeDoor();
    end();
  });
  if (control === null) {
    throw new Error(
      `The database in ${folder.root} is already open in another process, which shares it. It was left as it is.`,
    );
  }
  const stop = (): void => {
    control.closeDoor();
    end();
  };
  process.once("SIGTERM", stop);
  const accessKey = ensureAccessKey(folder);
  const running = await startOrTell(folder, accessKey, control);
  control.announce({ state: "ready", port: running.port, pid: process.pid }, accessKey);
  await ended;
  await running.close();
}

async function startOrTell(
  folder: EmbeddedFolder,
  accessKey: string,
  control: ControlServer,
): Promise<RunningDatabase> {
  try {
    return await startDatabase(folder, accessKey);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    control.announce({ state: "failed", message }, accessKey);
    await wait(100);
    throw error;
  }
}

async function startDatabase(folder: EmbeddedFolder, accessKey: string): Promise<RunningDatabase> {
  const guard = await guardFolder(folder);
  const database = await openFiles(folder);
  const wire = await startWireServer({
    database,
    accessKey,
    preferredPort: guard.lastPort,
    onBroken: (error) => {
      process.stderr.write(`${new Date().toISOString()} ${explain(error)}\n`);
      // What is in memory cannot be trusted; the next one to start recovers from the files.
      process.exit(1);
    },
  });
  guard.keep(wire.port);
  return {
    port: wire.port,
    close: async () => {
      wire.close();
      await database.close();
      guard.giveUp();
    },
  };
}

async function openFiles(folder: EmbeddedFolder): Promise<PGlite> {
  // V8 compiles a WebAssembly function again, with optimizations, once it has run for this many bytes of code. With the
  // default of Node.js 20, 1.8 million, that is half the processor time of a few hundred statements.
  setFlagsFromString("--wasm-tiering-budget=1000000000");
  if (!existsSync(folder.databaseFiles)) {
    rmSync(folder.unfinishedFiles, { recursive: true, force: true });
    const unfinished = await PGlite.create({ dataDir: folder.unfinishedFiles });
    await unfinished.close();
    renameSync(folder.unfinishedFiles, folder.databaseFiles);
  }
  const database = await PGlite.create({
    dataDir: folder.databaseFiles,
    startParams: startParameters,
    relaxedDurability: false,
  });
  fileOperations(database).fsync = ({ nfd }) => {
    if (nfd !== undefined) {
      fsyncSync(nfd);
    }
    return 0;
  };
  return database;
}

type FileOperations = { fsync?: (stream: { readonly nfd?: number }) => number };

/**
 * The operations on open files, which PGlite calls by name and which lack `fsync`: without it a commit is in memory
 * only. Each PGlite on a folder has them, but its types do not.
 */
function fileOperations(database: PGlite): FileOperations {
  const fileSystem = database.Module.FS.filesystems.NODEFS as unknown as {
    stream_ops: FileOperations;
  };
  return fileSystem.stream_ops;
}

function explain(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
