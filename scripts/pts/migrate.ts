import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { Client } from "pg";
import { getEnvironment } from "@/lib/environment/environment";
import { CommandError } from "./failure";
import { migrateDatabase } from "./migrations";
import { createOutput, pluralize } from "./output";

type MigrateOptions = { readonly grant?: true; readonly json?: true };

export function addMigrateCommand(program: Command): void {
  program
    .command("migrate")
    .description("apply the missing migrations of this release, as the owner of the tables")
    .option("--grant", "then renew the permissions of the service's users (prisma/roles.sql)")
    .option("--json", "print the result as one line of JSON")
    .action(migrateFromOptions);
}

async function migrateFromOptions({ grant, json }: MigrateOptions): Promise<void> {
  const output = createOutput(json === true);
  const { databaseUrl } = getEnvironment();
  if (grant === true && databaseUrl === null) {
    throw new CommandError(
      "The embedded database has no users. Nothing was done. Set DATABASE_URL, or leave out --grant.",
    );
  }
  const applied = await migrateDatabase();
  for (const name of applied) output.say(name);
  if (grant === true && databaseUrl !== null) await renewPermissions(databaseUrl);
  output.finish(
    { applied, granted: grant === true },
    applied.length === 0
      ? "No migration is missing."
      : `${pluralize(applied.length, "migration")} applied.`,
  );
}

async function renewPermissions(url: string): Promise<void> {
  const statements = await readFile(join(process.cwd(), "prisma", "roles.sql"), "utf8");
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`BEGIN; ${statements} COMMIT;`);
  } finally {
    await client.end();
  }
}
