import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { waitUntilReady } from "./wait-until-ready.mjs";

let server = null;

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

/** Serves these responses in order, the last one again and again. @returns its origin. */
async function serveInOrder(responses) {
  const rest = [...responses];
  server = createServer((request, response) => {
    const { status, detail } = rest.length > 1 ? rest.shift() : rest[0];
    response.writeHead(request.url === "/api/ready" ? status : 404, {
      "Content-Type": "application/problem+json",
    });
    response.end(JSON.stringify({ detail }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}`;
}

const running = { child: { exitCode: null }, ended: new Promise(() => {}) };

function record() {
  const said = [];
  return { said, options: { say: (line) => said.push(line), quietSeconds: 0 } };
}

describe("waiting for the server", () => {
  it("says nothing when it is ready at once", async () => {
    const { said, options } = record();
    await waitUntilReady(running, await serveInOrder([{ status: 200 }]), options);
    expect(said).toEqual([]);
  });

  it("says each reason once while it responds and is not ready, and ends when it is", async () => {
    const { said, options } = record();
    const lacks = { status: 503, detail: "The database lacks 2 migrations." };
    const origin = await serveInOrder([
      ...[lacks, lacks, { status: 503, detail: "The disk is full." }, { status: 500 }],
      { status: 200 },
    ]);
    await waitUntilReady(running, origin, options);
    expect(said).toEqual([
      "The server runs, but is not ready: The database lacks 2 migrations.",
      "The server runs, but is not ready: The disk is full.",
      `The server runs, but is not ready: ${origin}/api/ready responds with 500.`,
    ]);
  });

  it("says nothing about a database that opens within seconds", async () => {
    const { said, options } = record();
    const origin = await serveInOrder([{ status: 503, detail: "Not yet." }, { status: 200 }]);
    await waitUntilReady(running, origin, { ...options, quietSeconds: 60 });
    expect(said).toEqual([]);
  });

  it("fails when the server ends, or never responds", async () => {
    const { options } = record();
    const origin = await serveInOrder([{ status: 503, detail: "Not yet." }]);
    const endedServer = { child: { exitCode: 3 }, ended: Promise.resolve() };
    await expect(waitUntilReady(endedServer, origin, options)).rejects.toThrow("(exit code 3)");
    server.close();
    server.closeAllConnections();
    await expect(
      waitUntilReady(running, origin, { ...options, responseSeconds: 0.2 }),
    ).rejects.toThrow(`did not respond at ${origin}/api/ready within 0.2 s`);
  });
});
