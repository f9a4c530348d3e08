/** A backup that cannot be made, read or restored. Its message is for people, and says what was kept. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

const DISK_ERRORS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk is full",
  EFBIG: "the disk takes no file of this size",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the disk is read-only",
  ENOENT: "the folder does not exist",
  ENOTDIR: "it is no folder",
  EIO: "the disk reports an error",
};

/** What an error of the file system means; null: it is another error. */
export function describeDiskError(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" ? (DISK_ERRORS[code] ?? null) : null;
}
