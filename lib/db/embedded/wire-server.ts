import { timingSafeEqual } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import type { PGlite } from "@electric-sql/pglite";
import { acceptSession, fatalError, requestPassword } from "@/lib/db/embedded/backend-messages";
import {
  classifyStartup,
  getPassword,
  MessageReader,
  messageType,
  replaceImpossible,
  requestedDatabase,
} from "@/lib/db/embedded/frontend-messages";
import { type SessionClient, SessionQueue } from "@/lib/db/embedded/session-queue";
import { StatementNames } from "@/lib/db/embedded/statement-names";

const holdMilliseconds = 60_000;
/** How long a client that lost its transaction has to read the reason. */
const expelMilliseconds = 2_000;
const loopback = "127.0.0.1";
/** PGlite's session uses this one, whatever a client requests. */
const onlyDatabase = "postgres";

type Options = {
  readonly database: PGlite;
  readonly accessKey: string;
  /** Used when free, so that URLs stay valid after a crash; else any free port. */
  readonly preferredPort: number | null;
  readonly onBroken: (error: unknown) => void;
};

export type WireServer = { readonly port: number; readonly close: () => void };

/** Serves a PGlite database to PostgreSQL clients of this machine that know the key. */
export async function startWireServer(options: Options): Promise<WireServer> {
  const { database, onBroken } = options;
  const version = await database.query<{ server_version: string }>("SHOW server_version");
  const serverVersion = version.rows[0]?.server_version ?? "";
  const queue = new SessionQueue({ database, holdMilliseconds, onBroken });
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    connections += 1;
    serveConnection(socket, {
      queue,
      serverVersion,
      accessKey: options.accessKey,
      statements: new StatementNames(connections),
    });
  });
  const port = await listen(server, options.preferredPort);
  return {
    port,
    close: () => {
      queue.stop();
      server.close();
      for (const socket of sockets) {
        socket.destroy();
      }
    },
  };
}

type Service = {
  readonly queue: SessionQueue;
  readonly serverVersion: string;
  readonly accessKey: string;
  readonly statements: StatementNames;
};

/** Runs what the server does by itself. */
const internalClient: SessionClient = { send: () => {}, expel: () => {} };

function serveConnection(socket: Socket, service: Service): void {
  const reader = new MessageReader();
  const client: SessionClient = {
    send: (data) => {
      if (socket.writable) {
        socket.write(data);
      }
    },
    expel: () => {
      client.send(
        fatalError("25P03", "The transaction was idle for too long and was rolled back."),
      );
      socket.destroySoon();
      setTimeout(() => socket.destroy(), expelMilliseconds).unref();
    },
  };
  const receive = createReceiver(client, service, () => socket.destroySoon());
  socket.setNoDelay(true);
  socket.on("data", (chunk) => {
    reader.push(chunk);
    try {
      for (let message = reader.read(receive.expects()); message !== null; ) {
        receive.take(message);
        message = reader.read(receive.expects());
      }
    } catch {
      // Not the protocol at all: no response is possible.
      socket.destroy();
    }
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    service.queue.leave(client);
    const closes = service.statements.closeAll();
    if (closes !== null) {
      service.queue.submit({ client: internalClient, bytes: closes, isComplete: true });
    }
  });
}

type Receiver = {
  readonly expects: () => "startup" | "typed";
  readonly take: (message: Buffer) => void;
};

function createReceiver(client: SessionClient, service: Service, end: () => void): Receiver {
  let stage: "startup" | "password" | "session" = "startup";
  let databaseName: string | null = null;
  let pending: Buffer[] = [];
  const reject = (code: string, message: string): void => {
    client.send(fatalError(code, message));
    end();
  };

  const takeStartup = (message: Buffer): void => {
    const kind = classifyStartup(message);
    if (kind === "encryption") {
      client.send(Buffer.from("N"));
    } else if (kind === "start") {
      stage = "password";
      databaseName = requestedDatabase(message);
      client.send(requestPassword());
    } else {
      end();
    }
  };
  const takePassword = (message: Buffer): void => {
    if (messageType(message) !== "p" || !isEqual(getPassword(message), service.accessKey)) {
      reject("28P01", "This is not the password of the embedded database.");
    } else if (databaseName !== null && databaseName !== onlyDatabase) {
      reject("3D000", `database "${databaseName}" does not exist`);
    } else {
      stage = "session";
      client.send(acceptSession(service.serverVersion));
    }
  };
  const takeCommand = (message: Buffer): void => {
    const type = messageType(message);
    if (type === "X") {
      end();
    } else if (!"dcf".includes(type)) {
      pending.push(service.statements.translate(replaceImpossible(message)));
    }
    // After Sync, Query and FunctionCall the server is ready again; Flush requests the results so far.
    if ("SQFH".includes(type)) {
      service.queue.submit({ client, bytes: Buffer.concat(pending), isComplete: type !== "H" });
      pending = [];
    }
  };
  const takers = { startup: takeStartup, password: takePassword, session: takeCommand };
  return {
    expects: () => (stage === "startup" ? "startup" : "typed"),
    take: (message) => takers[stage](message),
  };
}

function isEqual(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

async function listen(server: Server, preferredPort: number | null): Promise<number> {
  const ports = preferredPort === null ? [0] : [preferredPort, 0];
  for (const port of ports) {
    const actual = await tryToListen(server, port);
    if (actual !== null) {
      return actual;
    }
  }
  throw new Error("No port of this machine is free for the embedded database.");
}

function tryToListen(server: Server, port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const fail = (): void => resolve(null);
    server.once("error", fail);
    server.listen(port, loopback, () => {
      server.off("error", fail);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : null);
    });
  });
}
