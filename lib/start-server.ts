import { isAwaitingSetup } from "@/lib/auth/setup/awaiting-setup";
import { connectDatabase, type Database } from "@/lib/db/client";
import { EnvironmentError, getEnvironment, requireAuthSecret } from "@/lib/env";
import { startServerWorker } from "@/lib/jobs/server-worker";
import { describeError, getLogger } from "@/lib/log";

/**
 * What a server does before its first request. Settings that cannot work end it here, with every fault named; started
 * without a database of its own, it opens the embedded one. Unless it is told not to, it takes jobs from now on.
 */
export async function startServer(): Promise<void> {
  try {
    requireAuthSecret(getEnvironment());
  } catch (error) {
    if (error instanceof EnvironmentError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    }
    throw error;
  }
  const database = await connectDatabase();
  await announceSetup(database);
  if (getEnvironment().serverTakesJobs) {
    startServerWorker(database);
  }
}

/** A database that is away for a moment does not end the start: the sign-in page asks again. */
async function announceSetup(database: Database): Promise<void> {
  try {
    await isAwaitingSetup(database);
  } catch (error) {
    getLogger().warn(describeError(error), "the database did not answer at the start");
  }
}
