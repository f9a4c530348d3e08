import { unlinkSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import {
  type Announcement,
  getControlUrl,
  getNonce,
  readLines,
  releaseRequest,
  signAnnouncement,
} from "@/lib/db/embedded/control-channel";

export type ControlServer = {
  /** Sends an announcement to all waiting and all later connections, each signed for its own nonce. */
  readonly announce: (announcement: Announcement, accessKey: string) => void;
  /** Closes new connections, which try again. The address stays in use until the process ends. */
  readonly closeDoor: () => void;
};

type Timing = { readonly firstLeaseMilliseconds: number; readonly graceMilliseconds: number };

/**
 * Takes the folder's address. Every open connection is a lease; `onIdle` is called after the grace time without one.
 * Null: another process has the address, and so the folder.
 */
export async function startControlServer(
  root: string,
  timing: Timing,
  onIdle: () => void,
): Promise<ControlServer | null> {
  const leases = new Set<Socket>();
  const nonces = new Map<Socket, string>();
  let announced: { readonly announcement: Announcement; readonly accessKey: string } | null = null;
  let isDoorClosed = false;
  let timer = setTimeout(onIdle, timing.firstLeaseMilliseconds);
  const startGracePeriod = (milliseconds: number): void => {
    clearTimeout(timer);
    if (leases.size === 0 && milliseconds === 0) {
      onIdle();
    } else if (leases.size === 0) {
      timer = setTimeout(onIdle, milliseconds);
    }
  };

  const tell = (socket: Socket): void => {
    const nonce = nonces.get(socket);
    if (announced !== null && nonce !== undefined) {
      const { announcement, accessKey } = announced;
      socket.write(`${signAnnouncement(announcement, { nonce, accessKey })}\n`);
    }
  };

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    if (isDoorClosed) {
      socket.destroy();
      return;
    }
    leases.add(socket);
    clearTimeout(timer);
    let grace = timing.graceMilliseconds;
    readLines(socket, (line) => {
      grace = line === releaseRequest ? 0 : grace;
      const nonce = getNonce(line);
      if (nonce !== null && !nonces.has(socket)) {
        nonces.set(socket, nonce);
        tell(socket);
      }
    });
    // The last release ends with the process: then the files are closed.
    socket.on("end", () => {
      leases.delete(socket);
      if (leases.size > 0 || grace > 0) {
        socket.end();
      }
      startGracePeriod(grace);
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      nonces.delete(socket);
      if (leases.delete(socket)) {
        startGracePeriod(grace);
      }
    });
  });
  if (!(await listen(server, getControlUrl(root)))) {
    clearTimeout(timer);
    return null;
  }
  return {
    announce: (announcement, accessKey) => {
      announced = { announcement, accessKey };
      for (const socket of leases) {
        tell(socket);
      }
    },
    closeDoor: () => {
      isDoorClosed = true;
      clearTimeout(timer);
    },
  };
}

async function listen(server: Server, address: string): Promise<boolean> {
  if (await tryToListen(server, address)) {
    return true;
  }
  // Neither kernel memory nor a pipe can be left behind; a socket in the file system can.
  if (!address.startsWith("/") || (await isListening(address))) {
    return false;
  }
  unlinkSync(address);
  return tryToListen(server, address);
}

function tryToListen(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      if (error.code === "EADDRINUSE") {
        resolve(false);
      } else {
        reject(error);
      }
    };
    server.once("error", fail);
    server.listen(address, () => {
      server.off("error", fail);
      resolve(true);
    });
  });
}

function isListening(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
