import { divertUnservable } from "@/lib/api/unservable";
import { connectDatabase } from "@/lib/db/client";
import { EnvironmentError, getEnvironment, requireAuthSecret } from "@/lib/env";

/**
 * What a server does before its first request. Settings that cannot work end it here, with every fault named; started
 * without a database of its own, it opens the embedded one.
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
  divertUnservable();
  await connectDatabase();
}
