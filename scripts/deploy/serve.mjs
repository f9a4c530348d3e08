/**
 * Serves the build of an image: Next.js cannot load a configuration file without its build tools, so it gets the one
 * that it stored with the build, as in the `server.js` of its own standalone output.
 *   node serve.mjs <host> <port>
 */
import { readFileSync } from "node:fs";

const { config } = JSON.parse(readFileSync(".next/required-server-files.json", "utf8"));
process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
await import("../start/server.mjs");
