import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export type CommandResult = {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
};

/** Starts the command line on the database of the test, or of `databaseUrl`. */
export function startPts(args: readonly string[], databaseUrl?: string): ChildProcess {
  return spawn(process.execPath, ["scripts/run.mjs", "scripts/pts.ts", ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    env: databaseUrl === undefined ? process.env : { ...process.env, DATABASE_URL: databaseUrl },
  });
}

export async function runPts(
  args: readonly string[],
  { input = "", databaseUrl }: { readonly input?: string; readonly databaseUrl?: string } = {},
): Promise<CommandResult> {
  const child = startPts(args, databaseUrl);
  child.stdin?.end(input);
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [out, error] = await Promise.all(
    [child.stdout, child.stderr].map((stream) => (stream === null ? "" : text(stream))),
  );
  return { status: await exit, out: out ?? "", error: error ?? "" };
}
