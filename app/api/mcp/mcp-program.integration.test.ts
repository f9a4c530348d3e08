import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { GET, POST } from "@/app/api/mcp/route";
import { makeToken, type World } from "@/lib/performance/testing/make-api-world";
import { closeWorlds, openWorld } from "@/lib/performance/testing/open-api-worlds";
import { forwardMessage } from "@/scripts/mcp/forward-message";
import { callTool } from "./testing/mcp-client";

let world: World;
let server: Server;
let url: string;

beforeAll(async () => {
  world = await openWorld("home");
  server = createServer(async (incoming, outgoing) => {
    const { authorization = "", accept = "" } = incoming.headers;
    const request = new Request(new URL(incoming.url ?? "", "http://localhost:3000"), {
      method: incoming.method ?? "GET",
      headers: { authorization, accept, "content-type": "application/json" },
      ...(incoming.method === "POST" ? { body: await text(incoming) } : {}),
    });
    const response = request.method === "POST" ? await POST(request) : GET(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(await response.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server on a port has an address with a port.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await closeWorlds();
});

it("serves the tools of its server over standard input and output", async () => {
  const { userId } = world.members.employee;
  const client = new Client({ name: "test", version: "1" });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ["scripts/run.mjs", "scripts/mcp.ts"],
    env: { PTS_URL: url, PTS_TOKEN: await makeToken(world, userId) },
  });
  await client.connect(transport);
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toContain("getUserExplanation");
  const result = await callTool(client, "getUserSummary");
  expect(result.structuredContent).toMatchObject({ user_id: userId });
  await client.close();
});

it("responds to every request with an error that says why the server did not", async () => {
  const message = { jsonrpc: "2.0" as const, id: 7, method: "tools/list" };
  const wrongToken = await forwardMessage(message, { url: new URL(url), token: "pts_wrong" });
  expect(wrongToken).toMatchObject({
    id: 7,
    error: { message: expect.stringContaining("Sign in, or send a valid token") },
  });
  const noServer = await forwardMessage(message, {
    url: new URL("http://127.0.0.1:9"),
    token: "x",
  });
  expect(noServer).toMatchObject({
    id: 7,
    error: { message: expect.stringContaining("Check PTS_URL") },
  });
  const notified = { jsonrpc: "2.0" as const, method: "notifications/initialized" };
  expect(await forwardMessage(notified, { url: new URL(url), token: "pts_wrong" })).toBeNull();
});
