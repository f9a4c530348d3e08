/**
 * Runs a program in TypeScript: `node scripts/run.mjs <program.ts> [argument …]`. It bundles the program when a source
 * has changed, because a process loads one file several times as fast as hundreds of modules.
 */
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleForThisProcess } from "./run/bundle.mjs";

const cache = fileURLToPath(
  new URL("../node_modules/.cache/performance-tracking/programs", import.meta.url),
);

const [program] = process.argv.splice(2, 1);
process.setSourceMapsEnabled(true);
await import(pathToFileURL(await bundleForThisProcess(program, cache)).href);
