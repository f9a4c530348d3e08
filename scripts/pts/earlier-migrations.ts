import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getMigrationFolder } from "@/lib/backup/migrations";

/** Calls an action with a folder that has only some migrations of this release. */
export async function withMigrationsOf(
  migrations: readonly { readonly name: string }[],
  action: (folder: string) => Promise<unknown>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "pts-migrations-"));
  try {
    for (const name of ["migration_lock.toml", ...migrations.map((one) => one.name)]) {
      await cp(join(getMigrationFolder(), name), join(folder, name), { recursive: true });
    }
    await action(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
