import { spawn } from "node:child_process";
import { StepError } from "./report.mjs";

/** Longer than a server takes to end (graceful-shutdown.mjs), and within the 15 s in which all must have ended. */
const GRACE_MILLISECONDS = 14_000;
const LARGEST_OUTPUT = 1024 * 1024;

const running = new Set();
let isEnding = false;

/** Thrown where a step is given up because the launcher was told to end. */
export class EndedError extends Error {}

function end(child, signal) {
  try {
    // A group of its own: what the child started ends with it, and Ctrl-C reaches it once, from here.
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    // It has ended already.
  }
}

/** Starts a child of this launcher. `ended` resolves with its exit code; null when it could not be started. */
export function startChild(command, args, { env = {}, stdio = "inherit", shell = false } = {}) {
  if (isEnding) {
    throw new EndedError();
  }
  const child = spawn(command, args, {
    stdio: ["ignore", stdio, stdio],
    detached: process.platform !== "win32",
    env: { ...process.env, ...env },
    shell,
  });
  running.add(child);
  const ended = new Promise((resolve) => {
    const finish = (code) => {
      running.delete(child);
      resolve(code);
    };
    child.once("error", () => finish(null));
    child.once("close", (code) => finish(code ?? 1));
  });
  return { child, ended };
}

/** Runs a child to its end. @throws StepError with `advice` and what it said, when it fails. */
export async function runChild(command, args, { env, shell, advice, speaksForItself = false }) {
  const stdio = speaksForItself ? "inherit" : "pipe";
  const { child, ended } = startChild(command, args, { env, shell, stdio });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk) => {
      output = `${output}${chunk}`.slice(-LARGEST_OUTPUT);
    });
  }
  const code = await ended;
  if (isEnding) {
    throw new EndedError();
  }
  if (code !== 0) {
    throw new StepError(advice, { output });
  }
}

/** Asks every child to end, and ends those that do not within the grace time. */
export async function endChildren() {
  isEnding = true;
  const children = [...running];
  for (const child of children) {
    end(child, "SIGTERM");
  }
  const timer = setTimeout(() => {
    for (const child of running) {
      end(child, "SIGKILL");
    }
  }, GRACE_MILLISECONDS);
  await Promise.all(
    children.map((child) => new Promise((resolve) => child.once("close", () => resolve()))),
  );
  clearTimeout(timer);
}

/** Ends every child at once, for somebody who asks twice. */
export function killChildren() {
  isEnding = true;
  for (const child of running) {
    end(child, "SIGKILL");
  }
}
