import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { embeddedUser } from "@/lib/db/connection-url";
import { releaseRequest } from "@/lib/db/embedded/control-channel";
import { prepareEmbeddedFolder, readAccessKey } from "@/lib/db/embedded/folder";
import { joinOrStart, type Lease } from "@/lib/db/embedded/join";

const releaseMilliseconds = 15_000;
/** The pause after the first failure, which doubles, and the longest one. */
const retry = { firstMilliseconds: 250, longestMilliseconds: 5_000 };

export type EmbeddedDatabase = {
  readonly url: string;
  /** The process that serves it. */
  readonly pid: number;
  /** The error of the last attempt to open it again after a crash; null while it is open. */
  readonly findFailure: () => string | null;
  /** Releases the lease. After the last one, this waits until the database is closed. */
  readonly release: () => Promise<void>;
  /** Releases the lease without waiting: the database stays open a moment for the next process. */
  readonly leave: () => void;
};

/**
 * Joins the embedded database of a data folder; starts it when no process has it open. It runs in a process of its
 * own and ends by itself after its last lease. The lease is a connection that does not keep this process alive and
 * ends with it. After a crash the database is started again, on the same port if that is free, until it opens.
 * @param options.onFailure is called when it does not open again, once for each different error, with a sentence.
 * @throws Error with a sentence for people when it cannot be opened.
 */
export async function openEmbeddedDatabase(options: {
  readonly dataDirectory: string;
  readonly onFailure?: (message: string) => void;
}): Promise<EmbeddedDatabase> {
  const dataDirectory = resolve(options.dataDirectory);
  const folder = prepareEmbeddedFolder(dataDirectory);
  let isReleased = false;
  let failure: string | null = null;
  let lease = await joinOrStart(folder, dataDirectory);

  const fail = (error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error);
    if (message !== failure) options.onFailure?.(message);
    failure = message;
  };
  const reopen = async (): Promise<void> => {
    for (let pause = retry.firstMilliseconds; !isReleased; pause *= 2) {
      try {
        hold(await joinOrStart(folder, dataDirectory));
        return;
      } catch (error) {
        fail(error);
        await wait(Math.min(pause, retry.longestMilliseconds), undefined, { ref: false });
      }
    }
  };
  const hold = (held: Lease): void => {
    lease = held;
    failure = null;
    held.socket.unref();
    held.socket.once("close", () => {
      // Meanwhile the users of the database get errors from their own connections.
      if (!isReleased) void reopen();
    });
    if (isReleased) {
      held.socket.destroy();
    }
  };
  hold(lease);

  const key = readAccessKey(folder);
  return {
    url: `postgresql://${embeddedUser}:${key}@127.0.0.1:${lease.port}/postgres`,
    pid: lease.pid,
    findFailure: () => failure,
    release: async () => {
      isReleased = true;
      await release(lease);
    },
    leave: () => {
      isReleased = true;
      lease.socket.destroy();
    },
  };
}

function release({ socket }: Lease): Promise<void> {
  return new Promise((done) => {
    if (socket.destroyed) {
      done();
      return;
    }
    const timer = setTimeout(() => socket.destroy(), releaseMilliseconds);
    socket.once("close", () => {
      clearTimeout(timer);
      done();
    });
    socket.ref();
    socket.end(`${releaseRequest}\n`);
  });
}
