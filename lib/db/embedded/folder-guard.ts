import { readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import type { EmbeddedFolder } from "@/lib/db/embedded/folder";

const beatMilliseconds = 1_000;
const watchMilliseconds = 10_000;

/** The beat of a database that was closed regularly. */
const closed = 0;

type State = { readonly system: string; readonly port: number; readonly beat: number };

export type FolderGuard = {
  /** The last port, used again where it is free, so that URLs stay valid after a crash. */
  readonly lastPort: number | null;
  readonly keep: (port: number) => void;
  readonly giveUp: () => void;
};

/**
 * Guards a folder against systems that the control address does not reach: two containers, or two machines, on one
 * shared folder. The process that has it open writes a beat into it each second.
 * @throws Error while another system's beat goes on.
 */
export async function guardFolder(folder: EmbeddedFolder): Promise<FolderGuard> {
  const system = identifySystem();
  const found = readState(folder);
  if (found !== null && found.system !== system && found.beat !== closed) {
    await requireSilence(folder, found);
  }
  let timer: NodeJS.Timeout | null = null;
  let current: State | null = null;
  const write = (beat: number): void => {
    if (current !== null) {
      writeFileSync(folder.stateFile, JSON.stringify({ ...current, beat }), { mode: 0o600 });
    }
  };
  return {
    lastPort: found?.port ?? null,
    keep: (port) => {
      current = { system, port, beat: closed };
      write(Date.now());
      timer = setInterval(() => write(Date.now()), beatMilliseconds);
    },
    giveUp: () => {
      clearInterval(timer ?? undefined);
      write(closed);
    },
  };
}

async function requireSilence(folder: EmbeddedFolder, found: State): Promise<void> {
  const end = performance.now() + watchMilliseconds;
  while (performance.now() < end) {
    await wait(beatMilliseconds / 2);
    if (readState(folder)?.beat !== found.beat) {
      throw new Error(
        `The database in ${folder.root} is in use by another machine or container. Stop that one first, or choose another folder with PTS_DATA_DIR.`,
      );
    }
  }
}

function readState(folder: EmbeddedFolder): State | null {
  try {
    const value: unknown = JSON.parse(readFileSync(folder.stateFile, "utf8"));
    if (typeof value === "object" && value !== null) {
      const { system, port, beat } = { system: "", port: 0, beat: 0, ...value };
      return { system: String(system), port: Number(port), beat: Number(beat) };
    }
    return null;
  } catch {
    return null;
  }
}

/** The scope in which the control address is unique: on Linux a network namespace of one boot. */
function identifySystem(): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${readlinkSync("/proc/self/ns/net")}`;
  } catch {
    return hostname();
  }
}
