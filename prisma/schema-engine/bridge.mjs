#!/usr/bin/env node
/**
 * Replaces Prisma's native schema engine, which Prisma's command line would download: the same engine as WebAssembly,
 * with the project's PostgreSQL driver.
 * See docs/decisions/0002-migration-bridge.md.
 */
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { runCommand } from "./commands.mjs";
import { openSchemaEngine } from "./engine.mjs";
import { describeError } from "./errors.mjs";

/** The native engine's code for an error that the user can correct. */
const USER_FACING_ERROR = 4466;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    datamodels: { type: "string", multiple: true, default: [] },
    datasource: { type: "string", default: "{}" },
    "enabled-preview-features": { type: "string" },
    "extension-types": { type: "string" },
  },
});
const datasource = JSON.parse(values.datasource);

// An error inside WebAssembly does not reject the promise of the call that caused it.
process.on("uncaughtException", (error) => {
  const fields = { message: describeError(error).message };
  process.stderr.write(`${JSON.stringify({ level: "ERROR", fields })}\n`);
  process.exit(1);
});

if (positionals[0] === "cli") {
  process.exitCode = await runCommand(positionals[1], datasource);
} else {
  await serve();
}

async function serve() {
  let engine;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const message = line.trim() === "" ? {} : JSON.parse(line);
    // A message without a method is the response to a `print` request of the bridge.
    if (message.method === undefined) continue;
    try {
      engine ??= await openSchemaEngine({ datasource, schemaPaths: values.datamodels });
      send({ id: message.id, result: await handleMessage(engine, message) });
    } catch (error) {
      const data = describeError(error);
      send({ id: message.id, error: { code: USER_FACING_ERROR, message: data.message, data } });
    }
  }
  await engine?.close();
}

async function handleMessage(engine, { method, params }) {
  const result = await engine.call(method, params);
  if (method === "diff" && typeof result.stdout === "string") {
    send({ id: 1, method: "print", params: { content: result.stdout } });
    return { ...result, stdout: null };
  }
  return result;
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}
