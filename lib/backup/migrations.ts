import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { BackupError } from "./backup-error";
import type { MigrationRecord } from "./records";

export function getMigrationFolder(): string {
  return join(/* turbopackIgnore: true */ process.cwd(), "prisma", "migrations");
}

/** The migrations of this release, by name, with the checksums that Prisma stores. */
export async function listReleaseMigrations(): Promise<readonly MigrationRecord[]> {
  const folder = getMigrationFolder();
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const text = await readFile(join(folder, name, "migration.sql"));
      return { name, checksum: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

/**
 * Whether a backup has the schema of this release, or that of an earlier one.
 * @throws BackupError for any other schema.
 */
export function compareSchemas(
  backup: readonly MigrationRecord[],
  release: readonly MigrationRecord[],
  product: string,
): "same" | "older" {
  const known = new Map(release.map(({ name, checksum }) => [name, checksum]));
  const unknown = backup.find(({ name, checksum }) => known.get(name) !== checksum);
  if (unknown !== undefined) {
    throw new BackupError(
      `This backup was made by release ${product}, whose migration ${unknown.name} this release does not have. Nothing was restored. Use that release or a newer one.`,
    );
  }
  return backup.length === release.length ? "same" : "older";
}
