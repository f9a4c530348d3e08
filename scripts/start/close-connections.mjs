import { Server } from "node:net";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";

const SWEEP_MILLISECONDS = 50;
/** Clients that get `Connection: close` connect again at once, so the backlog of a busy server may never be empty. */
const BACKLOG_MILLISECONDS = 2_000;

/**
 * Follows the connections of an HTTP server, and returns the function that closes them without breaking a request that
 * the server has begun to read. Call it before you add a listener for requests: that may send headers at once.
 *
 * Node.js offers no such function. Its `server.close()` cuts off a response that is still being sent, and keeps serving
 * a connection that was busy at that moment for as long as its client sends requests.
 */
export function followConnections(server) {
  const connections = new Map();
  let acceptedCount = 0;
  let isClosing = false;

  server.on("connection", (socket) => {
    acceptedCount += 1;
    connections.set(socket, {
      openResponses: 0,
      latestResponse: null,
      hasServed: false,
      // As they were when the last request ended.
      bytesRead: 0,
      idleSince: performance.now(),
    });
    socket.once("close", () => connections.delete(socket));
  });

  server.on("request", ({ socket }, response) => {
    const connection = connections.get(socket);
    if (isClosing) {
      // Of pipelined requests only the last one ends the connection.
      keepOpen(connection.latestResponse);
      announceClose(response);
    }
    connection.openResponses += 1;
    connection.latestResponse = response;
    response.once("close", () => {
      connection.openResponses -= 1;
      connection.hasServed = true;
      connection.bytesRead = socket.bytesRead;
      connection.idleSince = performance.now();
    });
  });

  /**
   * Accepts the connections that already wait and no more, closes idle ones at once and each other one after its last
   * response.
   * @param idleMilliseconds how long a connection may stay idle whose client could not know that it is about to close
   * @param requestMilliseconds when connections are closed in the middle of a request
   * @returns a promise that resolves when all connections are closed
   */
  return async function closeConnections({ idleMilliseconds, requestMilliseconds }) {
    const deadline = performance.now() + requestMilliseconds;
    isClosing = true;
    for (const { latestResponse } of connections.values()) {
      announceClose(latestResponse);
    }
    await emptyBacklog(() => acceptedCount);
    const closed = stopListening(server);
    closeIdle(connections, ({ hasServed }) => hasServed);
    let isClosed = false;
    while (!isClosed) {
      const now = performance.now();
      closeIdle(connections, ({ idleSince }) => now - idleSince >= idleMilliseconds);
      if (now >= deadline) {
        closeAll(connections);
      }
      isClosed = await Promise.race([closed, wait(SWEEP_MILLISECONDS, false)]);
    }
  };
}

/**
 * Lets the event loop turn until what clients have sent before the signal is read: then their connections are not idle.
 * Each turn accepts one connection, so a busy server may find several that wait.
 */
async function emptyBacklog(countAccepted) {
  const deadline = performance.now() + BACKLOG_MILLISECONDS;
  let before;
  do {
    before = countAccepted();
    // The first one is in the current turn.
    await nextTurn();
    await nextTurn();
  } while (countAccepted() > before && performance.now() < deadline);
}

function announceClose(response) {
  if (response !== null && !response.headersSent) {
    response.setHeader("Connection", "close");
  }
}

function keepOpen(response) {
  if (response !== null && !response.headersSent) {
    response.removeHeader("Connection");
  }
}

function closeIdle(connections, isDue) {
  for (const [socket, connection] of connections) {
    const isReading = socket.bytesRead > connection.bytesRead;
    if (connection.openResponses === 0 && !isReading && isDue(connection)) {
      socket.destroy();
    }
  }
}

function closeAll(connections) {
  for (const socket of connections.keys()) {
    socket.destroy();
  }
}

/** Unlike `server.close()` it leaves the connections alone. Resolves with true when the last one is closed. */
function stopListening(server) {
  return new Promise((resolve) => {
    Server.prototype.close.call(server, () => resolve(true));
  });
}
