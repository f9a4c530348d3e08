import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { CallToolResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { GET, POST } from "@/app/api/mcp/route";

const url = new URL("http://localhost:3000/api/mcp");

/** The official client, connected to the route in this process with these headers. */
export async function connectClient(headers: Readonly<Record<string, string>>): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  const transport = new StreamableHTTPClientTransport(url, {
    fetch: async (to, init) => {
      const request = new Request(to, init);
      return request.method === "POST" ? await POST(request) : GET(request);
    },
    requestInit: { headers: { ...headers } },
  });
  await client.connect(transport);
  return client;
}

/** The result of a call. The client checks it against the output schema that the server listed. */
export async function callTool(
  client: Client,
  name: string,
  given: Readonly<Record<string, unknown>> = {},
): Promise<CallToolResult> {
  return CallToolResultSchema.parse(await client.callTool({ name, arguments: { ...given } }));
}

/** The text of a result: the response of the operation, or its problem. */
export function getText({ content: [first] }: CallToolResult): string {
  return first?.type === "text" ? first.text : "";
}

/** Sends a body as it is, without a client. */
export async function postMessage(
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return await POST(
    new Request(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        ...headers,
      },
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  );
}
