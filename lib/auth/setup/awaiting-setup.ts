import { getOrCreateSetupCode } from "@/lib/auth/setup/setup-code";
import { type Database, getDatabase } from "@/lib/db/client";
import { findSqlState } from "@/lib/db/sql-state";
import { getEnvironment } from "@/lib/environment/environment";
import { hasOrganization } from "@/lib/performance/members/queries/first-organization";

const UNDEFINED_TABLE = "42P01";

let isSetUp = false;

/**
 * Whether there is no organization yet. If so, prints the setup code to the console, once for this process. After the
 * first organization exists, no further query is sent.
 */
export async function isAwaitingSetup(database: Database = getDatabase()): Promise<boolean> {
  const found = isSetUp ? true : await checkIsSetUp(database);
  isSetUp = found === true;
  if (found === false) {
    printSetupCode();
  }
  return found === false;
}

/** Null for a database without tables: it needs its migrations, not a setup. */
async function checkIsSetUp(database: Database): Promise<boolean | null> {
  try {
    return await hasOrganization(database);
  } catch (error) {
    if (findSqlState(error) === UNDEFINED_TABLE) {
      return null;
    }
    throw error;
  }
}

function printSetupCode(): void {
  const { code, isNew } = getOrCreateSetupCode();
  if (!isNew) {
    return;
  }
  const { publicOrigin, port } = getEnvironment();
  const url = `${publicOrigin ?? `http://localhost:${port}`}/setup`;
  // Not to the log, which is stored and shared: a person with this code can become the administrator.
  process.stdout.write(
    `\nThere is no organization yet. Create the first one at ${url}\nwith this one-time code: ${code}\n\n`,
  );
}
