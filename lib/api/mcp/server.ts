import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from "@modelcontextprotocol/sdk/types.js";
import { requestTool, type ToolCaller, toToolResult } from "@/lib/api/mcp/call-tool";
import { findTool, listTools, type ToolRoute } from "@/lib/api/mcp/tool";
import { API_VERSION } from "@/lib/api/response-headers";

const LONGEST_NAME = 100;

/** What a model reads before it calls a tool. */
export const instructions = `Figures about finished work, read-only: scores, what moved them, trends, ledger entries, and what would follow from other
facts. Published rules compute every figure; null means unknown, not zero. A tool about a member is about the caller by
default. Which tools exist depends on the scopes of the token and on the role of its owner. Views of another member's
figures are on record, and that member can read the record.

Judging people with the help of a model falls under Annex III of Regulation (EU) 2024/1689 (AI Act): number 4(b) names
systems that evaluate the performance of workers, or make decisions that affect their work relationship. Do not rank or
recommend people, or decide about them, by these figures: that is for a person. See docs/compliance/ai-act.md.`;

/** It would validate input that a server asks its client for; the default one takes time for each request. */
const jsonSchemaValidator = {
  getValidator: () => {
    throw new Error("This server asks its client for no input.");
  },
};

/** A server for one request, with the tools of its caller. `onResponse` gets the response to each call. */
export function createMcpServer(
  routes: readonly ToolRoute[],
  caller: ToolCaller,
  onResponse: (response: Response) => void,
): Server {
  const server = new Server(
    { name: "performance-tracking-service", title: "Performance", version: API_VERSION },
    { capabilities: { tools: {} }, instructions, jsonSchemaValidator },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: listTools(routes, caller.actor),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const tool = findTool(routes, params.name);
    if (tool === undefined) {
      const name = params.name.slice(0, LONGEST_NAME);
      throw new McpError(ErrorCode.InvalidParams, `There is no tool with the name “${name}”.`);
    }
    const response = await requestTool(tool, params.arguments ?? {}, caller);
    onResponse(response);
    return await toToolResult(response);
  });
  return server;
}
