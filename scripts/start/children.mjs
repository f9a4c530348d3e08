import { spawn } from "node:child_process";
import { StepError } from "./report.mjs";

/** Longer than a server takes to end (graceful-shutdown.mjs), and less than the 15 s in which everything must end. */
const GRACE_MILLISECONDS = 14_000;
const MAX_OUTPUT_LENGTH = 1024 * 1024;

const running = new Set();
let isEnding = false;

/** Thrown by a step that is interrupted because the launcher is ending. */
export class EndedError extends Error {}

function end(child, signal) {
  try {
    // A child leads its own process group: its children end with it, and Ctrl-C reaches it only through this function.
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    // It has already ended.
  }
}

/**
 * Starts a child process. Its standard input is a pipe that ends with this process, however that ends
 * (on-parent-exit.mjs). `ended` resolves with its exit code, or with null when it could not be started.
 */
export function startChild(command, args, { env = {}, stdio = "inherit", shell = false } = {}) {
  if (isEnding) {
    throw new EndedError();
  }
  const child = spawn(command, args, {
    stdio: ["pipe", stdio, stdio],
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
    child.stdin.on("error", () => {});
    child.once("error", () => finish(null));
    child.once("close", (code) => finish(code ?? 1));
  });
  return { child, ended };
}

/** Runs a child process to its end. @throws StepError with `advice` and its output when it fails. */
export async function runChild(command, args, { env, shell, advice, printsProgress = false }) {
  const stdio = printsProgress ? "inherit" : "pipe";
  const { child, ended } = startChild(command, args, { env, shell, stdio });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk) => {
      output = `${output}${chunk}`.slice(-MAX_OUTPUT_LENGTH);
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

/** Sends SIGTERM to every child, and SIGKILL to those that still run after the grace time. */
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

/** Kills every child at once, after a second signal. */
export function killChildren() {
  isEnding = true;
  for (const child of running) {
    end(child, "SIGKILL");
  }
}
