import { CommanderError } from "commander";
import { BackupError } from "@/lib/backup/backup-error";
import { SessionSettingsError } from "@/lib/db/session-settings";
import { findSqlState } from "@/lib/db/sql-state";
import { EnvironmentError } from "@/lib/environment/environment";
import { AppError } from "@/lib/errors";

/** An error of the user. Its message is one sentence. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CommandError";
  }
}

export const exitStatus = { failed: 1, usage: 2 } as const;

/** Prints an error as a sentence without a stack. @returns the exit status. */
export function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) {
    // The parser has already printed the error or the help.
    return error.exitCode === 0 ? 0 : exitStatus.usage;
  }
  process.stderr.write(`${toSentence(error)}\n`);
  return exitStatus.failed;
}

function toSentence(error: unknown): string {
  if (error instanceof AppError || error instanceof CommandError) return error.message;
  if (error instanceof EnvironmentError || error instanceof BackupError) return error.message;
  if (error instanceof SessionSettingsError) return error.message;
  const code = getCode(error);
  if (code === "ENOENT" || code === "EACCES" || code === "EISDIR") {
    return `The file cannot be opened (${code}): ${getPath(error)}. Nothing was done.`;
  }
  if (code === "ENOSPC" || code === "EDQUOT") {
    return `The disk is full: ${getPath(error)}. Make room, then try again.`;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (findSqlState(error) === DISK_FULL) {
    return "The disk of the database is full. Nothing was changed. Make room on it, then try again.";
  }
  if (/certificate/i.test(message) && /^08/.test(findSqlState(error) ?? "")) {
    return `The database cannot be used: ${message.trim().split("\n").at(-1)}. Renew or correct the certificate of the database server.`;
  }
  if (/^(08|28|3D)/.test(findSqlState(error) ?? "")) {
    return `The database cannot be used: ${message.trim().split("\n").at(-1)}. Check DATABASE_URL and that the server runs.`;
  }
  const databaseMessage = DATABASE_MESSAGE.exec(message)?.[1];
  if (databaseMessage !== undefined) return `The database reported an error: ${databaseMessage}.`;
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  return `The command failed: ${lines.at(-1)?.trim() ?? "the reason is unknown"}`;
}

const DISK_FULL = "53100";

/** The database client wraps the message of the database in its own lines. */
const DATABASE_MESSAGE = /Message: `(.*)`/s;

function getCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}

function getPath(error: unknown): string {
  return error instanceof Error && "path" in error ? String(error.path) : "unknown path";
}
