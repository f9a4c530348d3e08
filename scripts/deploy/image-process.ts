import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import type { Image } from "./build-image";

const USER_WITHOUT_RIGHTS = 65_534;

type Variables = Readonly<Record<string, string>>;

/** Starts a program of the image as a container does: without rights, and without variables of this machine. */
export function startInImage(
  { application, variables }: Image,
  [, ...args]: readonly string[],
  environment: Variables,
): ChildProcess {
  const user =
    process.getuid?.() === 0 ? { uid: USER_WITHOUT_RIGHTS, gid: USER_WITHOUT_RIGHTS } : {};
  return spawn(process.execPath, args, {
    ...{ cwd: application, stdio: "pipe", ...user },
    env: { NODE_ENV: "production", ...variables, ...environment },
  });
}

/** @returns the output. @throws Error with the output when it fails. */
export async function runInImage(
  image: Image,
  command: readonly string[],
  environment: Variables,
  input = "",
): Promise<string> {
  const child = startInImage(image, command, environment);
  child.stdin?.end(input);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const read = (stream: ChildProcess["stdout"]) => (stream === null ? "" : text(stream));
  const [out, error] = await Promise.all([read(child.stdout), read(child.stderr)]);
  const status = await ended;
  if (status === 0) return out.trim();
  throw new Error(`${command.join(" ")} ended with ${status}:\n${out}${error}`);
}

/** @returns the seconds until the process ended. @throws Error after 15 s, which is what a process has. */
export async function stopProcess(child: ChildProcess): Promise<number> {
  const startedAt = performance.now();
  const ended = new Promise<true>((resolve) => child.once("exit", () => resolve(true)));
  child.kill("SIGTERM");
  const hasEnded = await Promise.race([ended, wait(15_000, false, { ref: false })]);
  if (hasEnded) return (performance.now() - startedAt) / 1000;
  child.kill("SIGKILL");
  throw new Error(`${child.spawnargs.join(" ")} did not end within 15 s.`);
}
