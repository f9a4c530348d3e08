import { spawn } from "node:child_process";

const running = new Set();

// A step writes into a pipe, and would print no colors.
const COLOR = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};

function endGroup(child, signal) {
  try {
    // A negative id means the whole process group: the children of the step end with it.
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    // It has already ended.
  }
}

let isEndRequested = false;

/** Whether the steps are ending, so that no other may start. */
export function isEnding() {
  return isEndRequested;
}

/** Ends every running step. */
export function endSteps() {
  isEndRequested = true;
  for (const child of running) {
    // Playwright stops its server on SIGINT only.
    endGroup(child, "SIGINT");
  }
}

/** Runs the npm script of a step. Returns whether it passed, its output and its seconds. */
export function runStep({ script, args = [], environment = {} }, root) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const separator = args.length > 0 ? ["--"] : [];
    const child = spawn("npm", ["run", "--silent", script, ...separator, ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
      detached: process.platform !== "win32",
      env: { ...process.env, ...COLOR, NEXT_TELEMETRY_DISABLED: "1", ...environment },
    });
    running.add(child);
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    const finish = (passed, message = "") => {
      running.delete(child);
      resolve({
        passed,
        output: Buffer.concat(output).toString() + message,
        seconds: (performance.now() - startedAt) / 1000,
      });
    };
    child.once("error", (error) => finish(false, error.message));
    child.once("close", (code) => finish(code === 0));
  });
}
