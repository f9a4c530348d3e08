import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export type Environment = Readonly<Record<string, string | undefined>>;

/** A command of the product's own command line, as a process of its own. */
export function startCommand(words: readonly string[], environment: Environment): ChildProcess {
  return spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "scripts/pts.ts", ...words],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...environment } },
  );
}

export type Answer = {
  readonly status: number | null;
  readonly lastLine: string;
  readonly error: string;
  readonly seconds: number;
};

export async function runCommand(
  words: readonly string[],
  environment: Environment,
): Promise<Answer> {
  const since = performance.now();
  const child = startCommand(words, environment);
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  const read = (stream: ChildProcess["stdout"]) => (stream === null ? "" : text(stream));
  const [out, error] = await Promise.all([read(child.stdout), read(child.stderr)]);
  const status = await exit;
  const seconds = (performance.now() - since) / 1000;
  return { status, error, seconds, lastLine: out.trimEnd().split("\n").at(-1) ?? "" };
}

/** @throws Error with what the command said. */
export async function requireCommand(
  words: readonly string[],
  environment: Environment,
): Promise<Answer> {
  const answer = await runCommand(words, environment);
  if (answer.status !== 0) {
    throw new Error(`pts ${words.join(" ")} ended with ${answer.status}: ${answer.error}`);
  }
  return answer;
}
