/**
 * Serves the embedded database of a data folder while a process uses it. It is not started by hand:
 * see lib/db/embedded/keep-open.ts.
 *   node scripts/run.mjs scripts/embedded-database.ts <data folder>
 */
import { serveEmbeddedDatabase } from "@/lib/db/embedded/database-process";

const [dataDirectory] = process.argv.slice(2);
// A terminal's signals are for its users; the database goes when they have gone.
for (const signal of ["SIGINT", "SIGHUP"] as const) {
  process.on(signal, () => {});
}

try {
  if (dataDirectory === undefined) {
    throw new Error("Name the data folder whose database is to be served.");
  }
  await serveEmbeddedDatabase(dataDirectory);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
