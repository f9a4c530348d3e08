import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { type Arguments, fillOwnId, type ToolRoute } from "@/lib/api/mcp/tool";
import type { CallingActor } from "@/lib/context";

/** What the requests of the tools have from the request that calls them. */
export type ToolCaller = {
  readonly actor: CallingActor;
  readonly headers: Headers;
  readonly requestId: string;
};

type Parts = {
  readonly params: Readonly<Record<string, string>>;
  readonly search: URLSearchParams;
  readonly body: Arguments;
};

/** Requests the operation with the caller's credential, as a request by HTTP does. */
export async function requestTool(
  { method, path, handler }: ToolRoute,
  given: Arguments,
  caller: ToolCaller,
): Promise<Response> {
  const { declaration } = handler;
  const args = fillOwnId(declaration, given, caller.actor);
  const { params, search, body } = splitArguments({ method, path, handler }, args);
  const headers = toRequestHeaders(caller);
  const hasBody = declaration.body !== undefined;
  if (hasBody) headers.set("content-type", "application/json");
  // The handler reads the ids from `params`; the pattern in their place keeps them out of logs.
  const pathname = path.replace(/\{(\w+)\}/g, "[$1]");
  const request = new Request(`http://localhost${pathname}?${search}`, {
    method,
    headers,
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
  });
  return await handler(request, { params: Promise.resolve(params) });
}

/** The data of a response, or its problem as an error of the tool. */
export async function toToolResult(response: Response): Promise<CallToolResult> {
  const text = await response.text();
  const content = [{ type: "text" as const, text }];
  return response.ok
    ? { content, structuredContent: JSON.parse(text) }
    : { content, isError: true };
}

function toRequestHeaders({ headers, requestId }: ToolCaller): Headers {
  const authorization = headers.get("authorization") ?? "";
  return new Headers({ authorization, "x-request-id": requestId });
}

/** A name that the operation does not have goes where the operation rejects it. */
function splitArguments({ path, handler }: ToolRoute, args: Arguments): Parts {
  const { query, body: schema } = handler.declaration;
  const params: Record<string, string> = {};
  const search = new URLSearchParams();
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(args)) {
    const isInQuery = query !== undefined && Object.hasOwn(query.shape, name);
    const isInPath = path.includes(`{${name}}`);
    if (!isInPath && !isInQuery && schema !== undefined) {
      body[name] = value;
      continue;
    }
    if (value === null || value === undefined) continue;
    if (isInPath) params[name] = toParameter(value);
    else search.append(name, toParameter(value));
  }
  return { params, search, body };
}

/** A list or an object stays JSON, which no parameter accepts. */
function toParameter(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
