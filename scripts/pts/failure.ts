import { CommanderError } from "commander";
import { EnvironmentError } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** A fault of what was asked, to be told in one sentence. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CommandError";
  }
}

export const exitStatus = { failed: 1, usage: 2 } as const;

/** Tells of a failure in a sentence, never with a stack, and answers the exit status. */
export function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) {
    // The parser has already said what is wrong, or shown the help that was asked for.
    return error.exitCode === 0 ? 0 : exitStatus.usage;
  }
  process.stderr.write(`${toSentence(error)}\n`);
  return exitStatus.failed;
}

function toSentence(error: unknown): string {
  if (error instanceof AppError || error instanceof CommandError) return error.message;
  if (error instanceof EnvironmentError) return error.message;
  const code = codeOf(error);
  if (code === "ENOENT" || code === "EACCES" || code === "EISDIR") {
    return `The file cannot be opened (${code}): ${pathOf(error)}`;
  }
  const message = error instanceof Error ? error.message : String(error);
  const ofDatabase = DATABASE_MESSAGE.exec(message)?.[1];
  if (ofDatabase !== undefined) return `The database did not do it: ${ofDatabase}.`;
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  return `It did not work: ${lines.at(-1)?.trim() ?? "no reason is known"}`;
}

/** The database's client wraps what the database said in lines of its own. */
const DATABASE_MESSAGE = /Message: `(.*)`/s;

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}

function pathOf(error: unknown): string {
  return error instanceof Error && "path" in error ? String(error.path) : "its path is not known";
}
