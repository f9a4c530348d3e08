import { isAwaitingSetup } from "@/lib/auth/setup/awaiting-setup";
import { connectDatabase, type Database } from "@/lib/db/client";
import { SessionSettingsError } from "@/lib/db/session-settings";
import { EnvironmentError, getEnvironment, requireAuthSecret } from "@/lib/environment/environment";
import { startServerWorker } from "@/lib/jobs/server-worker";
import { describeError, getLogger, switchLogLevel } from "@/lib/log";
import { shareMetrics } from "@/lib/metrics/render-metrics";
import { startTracing } from "@/lib/tracing/start-tracing";

declare global {
  /** For the signal, which the server receives outside this bundle (scripts/start/server.mjs). */
  var performanceTrackingSwitchLogLevel: (() => void) | undefined;
}

/**
 * Runs before the first request. Ends the process if a setting is invalid. Opens the embedded database if there is no
 * other one. Starts a worker unless `PTS_WORKER` is 0.
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
  globalThis.performanceTrackingSwitchLogLevel = switchLogLevel;
  await startTracing("performance-tracking-web");
  const database = await connectDatabase();
  await announceSetup(database);
  shareMetrics(database);
  if (getEnvironment().serverRunsJobs) {
    startServerWorker(database);
  }
}

/**
 * An unreachable database does not stop the server: the sign-in page checks again. One whose sessions have other
 * settings does.
 */
async function announceSetup(database: Database): Promise<void> {
  try {
    await isAwaitingSetup(database);
  } catch (error) {
    if (error instanceof SessionSettingsError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    }
    getLogger().warn(describeError(error), "the database did not respond at start-up");
  }
}
