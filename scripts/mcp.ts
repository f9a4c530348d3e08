/**
 * `npm run -s mcp`: the MCP server for clients that start a program. It forwards each message to /api/mcp of the server
 * at PTS_URL with the token in PTS_TOKEN, so that the tools are those of that server. Needs no database.
 */
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { forwardMessage, type Target } from "./mcp/forward-message";

function readTarget({ PTS_URL, PTS_TOKEN }: NodeJS.ProcessEnv): Target | null {
  if (!PTS_URL || !PTS_TOKEN || !URL.canParse(PTS_URL)) return null;
  const url = new URL(PTS_URL);
  return ["http:", "https:"].includes(url.protocol) ? { url, token: PTS_TOKEN } : null;
}

async function main(): Promise<void> {
  const target = readTarget(process.env);
  if (target === null) {
    process.stderr.write(
      "Set PTS_URL to the address of the server, as https://performance.example.org, and PTS_TOKEN to a token of it.\n",
    );
    process.exitCode = 2;
    return;
  }
  const transport = new StdioServerTransport();
  transport.onmessage = async (message) => {
    const response = await forwardMessage(message, target);
    if (response !== null) await transport.send(response);
  };
  transport.onerror = ({ message }) => process.stderr.write(`${message}\n`);
  await transport.start();
}

void main();
