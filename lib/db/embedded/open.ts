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
  /** Gives the lease back. When it was the last one, this waits until the database is closed. */
  readonly release: () => Promise<void>;
  /** Gives the lease back without waiting: the database stays open a moment, for the next user. */
  readonly leave: () => void;
};

/**
 * Joins the embedded database of a data folder, starting it when nobody has it open. It runs in a
 * process of its own, and ends by itself when the last lease is gone. The lease is a connection that
 * does not keep this process alive and is gone with it, however it ends. When the database breaks
 * down under its users it is started again, on the same port if that is still free.
 * @throws Error with a sentence for people when it cannot be opened.
 */
export async function openEmbeddedDatabase(options: {
  readonly dataDirectory: string;
}): Promise<EmbeddedDatabase> {
  const dataDirectory = resolve(options.dataDirectory);
  const folder = prepareEmbeddedFolder(dataDirectory);
  let isGivenBack = false;
  let lease = await joinOrStart(folder, dataDirectory);

  const hold = (held: Lease): void => {
    lease = held;
    held.socket.unref();
    held.socket.once("close", () => {
      if (!isGivenBack) {
        // Without success: whoever uses the database learns it from their own connection.
        joinOrStart(folder, dataDirectory).then(hold, () => {});
      }
    });
    if (isGivenBack) {
      held.socket.destroy();
    }
  };
  hold(lease);

  const key = readAccessKey(folder);
  return {
    url: `postgresql://${embeddedUser}:${key}@127.0.0.1:${lease.port}/postgres`,
    pid: lease.pid,
    release: async () => {
      isGivenBack = true;
      await release(lease);
    },
    leave: () => {
      isGivenBack = true;
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
