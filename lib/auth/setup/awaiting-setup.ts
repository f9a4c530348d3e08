import { provideSetupCode } from "@/lib/auth/setup/setup-code";
import { type Database, getDatabase } from "@/lib/db/client";
import { findSqlState } from "@/lib/db/sql-state";
import { getEnvironment } from "@/lib/env";
import { hasOrganization } from "@/lib/performance/members/queries/first-organization";

const UNDEFINED_TABLE = "42P01";

let isSetUp = false;

/**
 * Whether there is no organization yet. Then the code that sets up the first one is on the console, once for this
 * process. Once there is one, nobody asks again.
 */
export async function isAwaitingSetup(database: Database = getDatabase()): Promise<boolean> {
  const found = isSetUp ? true : await findWhetherSetUp(database);
  isSetUp = found === true;
  if (found === false) {
    announceCode();
  }
  return found === false;
}

/** Null: a database without its tables waits for its migrations, not for a setup. */
async function findWhetherSetUp(database: Database): Promise<boolean | null> {
  try {
    return await hasOrganization(database);
  } catch (error) {
    if (findSqlState(error) === UNDEFINED_TABLE) {
      return null;
    }
    throw error;
  }
}

function announceCode(): void {
  const { code, isNew } = provideSetupCode();
  if (!isNew) {
    return;
  }
  const { publicOrigin, port } = getEnvironment();
  const address = `${publicOrigin ?? `http://localhost:${port}`}/setup`;
  // Not in the log, which is kept and passed on: whoever has this code becomes the administrator.
  process.stdout.write(
    `\nThere is no organization yet. Make the first one at ${address}\nwith this code, which works once: ${code}\n\n`,
  );
}
