import { resolve } from "node:path";
import { embeddedUser } from "@/lib/db/connection-url";
import { releaseRequest } from "@/lib/db/embedded/control-channel";
import { prepareEmbeddedFolder, readAccessKey } from "@/lib/db/embedded/folder";
import { joinOrStart, type Lease } from "@/lib/db/embedded/join";

const releaseMilliseconds = 15_000;

export type EmbeddedDatabase = {
  readonly url: string;
  /** The process that serves it. */
  readonly pid: number;
  /** Releases the lease. After the last one, this waits until the database is closed. */
  readonly release: () => Promise<void>;
  /** Releases the lease without waiting: the database stays open a moment for the next process. */
  readonly leave: () => void;
};

/**
 * Joins the embedded database of a data folder; starts it when no process has it open. It runs in a process of its
 * own and ends by itself after its last lease. The lease is a connection that does not keep this process alive and
 * ends with it. After a crash the database is started again, on the same port if that is free.
 * @throws Error with a sentence for people when it cannot be opened.
 */
export async function openEmbeddedDatabase(options: {
  readonly dataDirectory: string;
}): Promise<EmbeddedDatabase> {
  const dataDirectory = resolve(options.dataDirectory);
  const folder = prepareEmbeddedFolder(dataDirectory);
  let isReleased = false;
  let lease = await joinOrStart(folder, dataDirectory);

  const hold = (held: Lease): void => {
    lease = held;
    held.socket.unref();
    held.socket.once("close", () => {
      if (!isReleased) {
        // On failure the users of the database get an error from their own connections.
        joinOrStart(folder, dataDirectory).then(hold, () => {});
      }
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
