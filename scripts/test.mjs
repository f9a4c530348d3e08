// `npm test` on a machine with Node.js and npm only: install, find a browser, check everything.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { installWhenNeeded } from "./install.mjs";
import { onParentExit } from "./on-parent-exit.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
    onParentExit(() => child.kill("SIGTERM"));
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

// A terminal's Ctrl-C reaches the child too: this one only waits for it to end in order.
process.on("SIGINT", () => undefined);

try {
  installWhenNeeded();
  process.exitCode =
    (await run(["--import", "tsx", "scripts/browser/install-browser.ts"])) ||
    (await run(["scripts/verify.mjs", ...process.argv.slice(2)]));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
