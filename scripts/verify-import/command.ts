import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Starts a command of the product's command line in its own process. */
export function startCommand(args: readonly string[], environment: Environment): ChildProcess {
  return spawn(process.execPath, ["scripts/run.mjs", "scripts/pts.ts", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
}

export type CommandResult = {
  readonly status: number | null;
  readonly lastLine: string;
  readonly error: string;
  readonly seconds: number;
};

export async function runCommand(
  args: readonly string[],
  environment: Environment,
): Promise<CommandResult> {
  const startedAt = performance.now();
  const child = startCommand(args, environment);
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  const read = (stream: ChildProcess["stdout"]) => (stream === null ? "" : text(stream));
  const [out, error] = await Promise.all([read(child.stdout), read(child.stderr)]);
  const status = await exit;
  const seconds = (performance.now() - startedAt) / 1000;
  return { status, error, seconds, lastLine: out.trimEnd().split("\n").at(-1) ?? "" };
}

/** @throws Error with the output of a failed command. */
export async function requireCommand(
  args: readonly string[],
  environment: Environment,
): Promise<CommandResult> {
  const result = await runCommand(args, environment);
  if (result.status !== 0) {
    throw new Error(`pts ${args.join(" ")} ended with ${result.status}: ${result.error}`);
  }
  return result;
}
