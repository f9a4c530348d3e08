import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export type CommandResult = {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
};

type Variables = Readonly<Record<string, string>>;

const ptsProgram = [process.execPath, "scripts/run.mjs", "scripts/pts.ts"] as const;

/** Starts the command line on the database of the test, or of `databaseUrl`. */
export function startPts(
  args: readonly string[],
  databaseUrl?: string,
  env: Variables = {},
  [command, ...before]: readonly [string, ...string[]] = ptsProgram,
): ChildProcess {
  return spawn(command, [...before, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      ...process.env,
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
      ...env,
    },
  });
}

export async function runPts(
  args: readonly string[],
  {
    input = "",
    databaseUrl,
    env,
    program,
  }: {
    readonly input?: string;
    readonly databaseUrl?: string;
    readonly env?: Variables;
    /** What runs the command line, with its first arguments. */
    readonly program?: readonly [string, ...string[]];
  } = {},
): Promise<CommandResult> {
  const child = startPts(args, databaseUrl, env, program);
  child.stdin?.end(input);
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [out, error] = await Promise.all(
    [child.stdout, child.stderr].map((stream) => (stream === null ? "" : text(stream))),
  );
  return { status: await exit, out: out ?? "", error: error ?? "" };
}
