import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatTable } from "../format-table.mjs";
import { startChild } from "./children.mjs";
import { showStep } from "./report.mjs";
import { waitUntilReady } from "./wait-until-ready.mjs";

const ANY_HOST = ["0.0.0.0", "::"];

/** Starts the server. Resolves when it is ready, with its process and the promise of its exit code. */
export async function serve(settings, environment, { isDevelopment, isCluster }) {
  const { port, host } = settings;
  return await showStep("Starting the server", async () => {
    const program = isCluster ? "scripts/start/cluster.mjs" : "scripts/start/server.mjs";
    const args = [program, host, String(port), "--end-with-parent"];
    // The stack of an error names the source that the developer edits.
    const developmentArgs = ["--enable-source-maps", ...args, "--dev"];
    const server = startChild(process.execPath, isDevelopment ? developmentArgs : args, {
      env: {
        ...environment,
        NODE_ENV: isDevelopment ? "development" : "production",
        NEXT_TELEMETRY_DISABLED: "1",
      },
    });
    // On a line of its own, below the clock.
    const say = (sentence) => console.error(`\n${sentence}`);
    await waitUntilReady(server, getOrigin(settings), { say });
    return server;
  });
}

function getOrigin({ host, port }) {
  const name = ANY_HOST.includes(host) ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/** Prints the URL and, in the demo, its accounts and the first call of the API. */
export function printWelcome({ publicUrl, isDemo, dataDirectory }) {
  console.log(`\nThe service is ready: ${publicUrl}\n`);
  const accounts = isDemo ? readDemoAccounts(dataDirectory) : [];
  if (accounts.length > 0) console.log(`${describeAccounts(accounts, publicUrl)}\n`);
  console.log("Stop it with Ctrl-C.");
}

/** The accounts of the demo, and commands that call the API as the first one; they can be copied. */
export function describeAccounts(accounts, publicUrl) {
  const table = formatTable(
    accounts.map(({ role, email, organization, username, password }) => [
      role.replace("_", " "),
      `${organization}/${username}`,
      email ?? "",
      password,
    ]),
  );
  const [{ organization, username }] = accounts;
  return [
    "Accounts of the demo:",
    indent(table),
    "",
    "Call the API as the first of them:",
    indent(`TOKEN=$(npm run -s pts -- token create --user ${organization}/${username})`),
    indent(`curl -H "Authorization: Bearer $TOKEN" ${publicUrl}/api/me`),
  ].join("\n");
}

function indent(text) {
  return text.replace(/^/gm, "  ");
}

function readDemoAccounts(dataDirectory) {
  try {
    return JSON.parse(readFileSync(join(dataDirectory, "demo-accounts.json"), "utf8"));
  } catch {
    return [];
  }
}
