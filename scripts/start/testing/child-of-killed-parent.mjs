/**
 * Starts itself as a child that watches its parent, for on-parent-exit.test.mjs, and is killed: at once, or by the test
 * when the child has printed "ready". node scripts/start/testing/child-of-killed-parent.mjs <parent or child> [at-once]
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { onParentKilled } from "../../on-parent-exit.mjs";

const [role, time] = process.argv.slice(2);

if (role === "child") {
  onParentKilled(() => {
    console.log("stopped");
    process.exit();
  });
  console.log("ready");
  setTimeout(() => process.exit(1), 60_000);
} else {
  spawn(process.execPath, [fileURLToPath(import.meta.url), "child"], {
    stdio: ["pipe", "inherit", "inherit"],
    detached: true,
  });
  if (time === "at-once") process.kill(process.pid, "SIGKILL");
  setInterval(() => {}, 60_000);
}
