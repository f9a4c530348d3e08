import {
  isJSONRPCRequest,
  type JSONRPCMessage,
  JSONRPCMessageSchema,
} from "@modelcontextprotocol/sdk/types.js";

/** Where messages go: the server's URL, and a token of a member or of a service account. */
export type Target = { readonly url: URL; readonly token: string };

/** The code of JSON-RPC for an error of the implementation. */
const SERVER_ERROR = -32_000;

/**
 * The message that the server responds with; null where it responds with none. A request always gets a response: one
 * that the server rejects, or does not receive, gets an error with the reason.
 */
export async function forwardMessage(
  message: JSONRPCMessage,
  target: Target,
): Promise<JSONRPCMessage | null> {
  try {
    const text = await post(message, target);
    return text === "" ? null : JSONRPCMessageSchema.parse(JSON.parse(text));
  } catch (error) {
    if (!isJSONRPCRequest(message)) return null;
    const reason = error instanceof ForwardingError ? error.message : "It is no server of MCP.";
    const text = `${target.url.origin} did not respond to this request. ${reason}`;
    return { jsonrpc: "2.0", id: message.id, error: { code: SERVER_ERROR, message: text } };
  }
}

class ForwardingError extends Error {}

async function post(message: JSONRPCMessage, { url, token }: Target): Promise<string> {
  const response = await fetch(new URL("/api/mcp", url), {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    },
    body: JSON.stringify(message),
  }).catch(() => {
    throw new ForwardingError("The connection failed. Check PTS_URL, and that the server runs.");
  });
  const text = await response.text();
  const mediaType = response.headers.get("content-type")?.split(";")[0];
  if (mediaType === "application/problem+json") {
    const { detail } = Object(JSON.parse(text));
    throw new ForwardingError(String(detail));
  }
  return text;
}
