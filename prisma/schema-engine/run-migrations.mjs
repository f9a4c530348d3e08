/**
 * Applies the missing migrations of a folder to the database of DATABASE_URL, as `prisma migrate deploy` does, without
 * Prisma's command line. Earlier migrations stay applied when one fails. Prints a line of JSON: `applied`, their names,
 * or `error`, a text. In a process of its own, because an error inside WebAssembly ends the process that has it.
 *   node prisma/schema-engine/run-migrations.mjs <folder>
 */
import { openSchemaEngine } from "./engine.mjs";
import { describeError } from "./errors.mjs";
import { readMigrations } from "./read-migrations.mjs";

function finish(result) {
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(result.error ? 1 : 0));
}

const fail = (error) => finish({ error: describeError(error).message.trim() });
process.on("uncaughtException", fail);

const [folder] = process.argv.slice(2);
try {
  const engine = await openSchemaEngine({
    datasource: { url: process.env.DATABASE_URL },
    schemaPaths: [],
  });
  const { appliedMigrationNames } = await engine.call("applyMigrations", {
    migrationsList: await readMigrations(folder),
    filters: { externalTables: [], externalEnums: [] },
  });
  await engine.close();
  finish({ applied: appliedMigrationNames });
} catch (error) {
  fail(error);
}
