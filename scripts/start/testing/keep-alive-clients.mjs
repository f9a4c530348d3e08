import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";

/** Sends one request and reads its response to the end. @throws the error of the connection, as ECONNRESET */
export function ask(url, { agent, method = "GET", body } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method }, (response) => {
      const { headers, statusCode: status } = response;
      text(response).then((content) => resolve({ status, headers, content }), reject);
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

/**
 * Each client sends one request after the other on a connection that it keeps, until one fails.
 * @param nextUrl the URL of a client's next request, from the number of the client and of the request
 * @returns all requests: `url`, `sentAt` and the `response`, null where the connection failed
 */
export async function askUntilFailure(clientCount, nextUrl) {
  const requests = [];
  const clients = Array.from({ length: clientCount }, async (_, client) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let count = 0; ; count += 1) {
      const url = nextUrl(client, count);
      const sentAt = performance.now();
      const response = await ask(url, { agent }).catch(() => null);
      requests.push({ url, sentAt, response });
      if (response === null) break;
    }
    agent.destroy();
  });
  await Promise.all(clients);
  return requests;
}
