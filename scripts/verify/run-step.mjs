import { spawn } from "node:child_process";

const running = new Set();

// The steps write into a pipe, and would leave their colours out.
const COLOR = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};

function endGroup(child, signal) {
  try {
    // A negative id means the whole group, so that what the step started ends with it.
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    // It has ended already.
  }
}

let isAsked = false;

/** Whether the steps were asked to end: then no other is started. */
export function isEnding() {
  return isAsked;
}

/** Ends every step that still runs. */
export function endSteps() {
  isAsked = true;
  for (const child of running) {
    // Playwright stops its server on SIGINT only.
    endGroup(child, "SIGINT");
  }
}

/** Runs a step's npm script. Answers whether it passed, its output and its seconds. */
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
