/**
 * `npm run deploy:check`: builds the container image without a container engine, by the instructions of its Dockerfile
 * in an empty folder, and uses what it starts: migration, web and worker on a temporary PostgreSQL, as a user without
 * rights, with files that it may not write. It also checks the systemd units and
 * the configuration of HAProxy.
 *   npm run deploy:check [-- <folder>]
 * With a folder, the image is built there, stays there, and is used again by the next run.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildImage } from "./build-image";
import { checkProxy } from "./check-proxy";
import { checkService } from "./check-service";
import { checkUnits } from "./check-units";

let passed = 0;

function note(sentence: string): void {
  passed += 1;
  console.log(`✓ ${sentence}`);
}

async function main(folder: string, imageFolder: string): Promise<void> {
  for (const sentence of checkUnits()) note(sentence);
  note(checkProxy(folder));
  const startedAt = performance.now();
  const image = buildImage(imageFolder, (sentence) => console.log(`… ${sentence}`));
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  note(`the image is built in ${seconds} s: ${image.megabytes} MB beside Node.js`);
  await checkService(image, folder, note);
}

const folder = mkdtempSync(join(tmpdir(), "pts-deploy-"));
let failed = 0;
try {
  await main(folder, resolve(process.argv[2] ?? join(folder, "image")));
} catch (error) {
  failed = 1;
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
console.log(`${passed} passed, ${failed} failed`);
