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
  // The database's client explains itself in many lines, of which the last says what is wrong.
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  const [last = "no reason is known"] = lines.slice(-1);
  return `It did not work: ${last.trim()}`;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}

function pathOf(error: unknown): string {
  return error instanceof Error && "path" in error ? String(error.path) : "its path is not known";
}
