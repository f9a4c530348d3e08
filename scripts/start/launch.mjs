import { fileURLToPath } from "node:url";
import { onParentExit } from "../on-parent-exit.mjs";
import { EndedError, endChildren, killChildren } from "./children.mjs";
import { claimFolder } from "./claim-folder.mjs";
import { applyMigrations, build, generateClient, install, loadDemo } from "./prepare.mjs";
import { StepError, showStep } from "./report.mjs";
import { printWelcome, serve } from "./serve.mjs";
import { provideAuthSecret, readSettings, requireFreePort, requireServer } from "./settings.mjs";

const REPEAT_MILLISECONDS = 1_000;

/** Prepares and serves the product, from a fresh clone on, until a signal. Returns the exit code. */
export async function launch({ isDevelopment, isCluster }) {
  process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
  const shutdown = listenForShutdown(
    isCluster ? ["SIGINT", "SIGTERM"] : ["SIGINT", "SIGTERM", "SIGHUP"],
  );
  const resources = { database: null };
  try {
    const server = await prepareAndServe(resources, { isDevelopment, isCluster });
    process.on("SIGUSR2", () => server.child.kill("SIGUSR2"));
    if (isCluster) process.on("SIGHUP", () => server.child.kill("SIGHUP"));
    const code = await Promise.race([server.ended, shutdown.done]);
    if (!shutdown.hasStarted()) {
      console.error(`The server ended unexpectedly (exit code ${code}). See its output above.`);
      return 1;
    }
    return 0;
  } catch (error) {
    return shutdown.hasStarted() || error instanceof EndedError ? 0 : printError(error);
  } finally {
    await endChildren();
    await resources.database?.release();
  }
}

async function prepareAndServe(resources, { isDevelopment, isCluster }) {
  const settings = readSettings();
  if (isCluster) requireServer(settings);
  await claimFolder(settings);
  await requireFreePort(settings);
  await install();
  await generateClient();
  const databaseUrl = settings.databaseUrl ?? (await openEmbedded(resources, settings));
  const shared = {
    PTS_DATA_DIR: settings.dataDirectory,
    PTS_DEMO: settings.isDemo ? "1" : "0",
    PORT: String(settings.port),
    NEXTAUTH_URL: settings.publicUrl,
    NEXTAUTH_SECRET: provideAuthSecret(settings),
  };
  const environment = { ...shared, DATABASE_URL: databaseUrl };
  await applyMigrations(environment);
  if (settings.isDemo) {
    await loadDemo(environment, settings);
  }
  if (!isDevelopment) {
    await build();
  }
  // The server has its own lease on the embedded database: it opens it again after a crash, without the launcher too.
  const serverEnvironment = settings.databaseUrl === null ? shared : environment;
  const server = await serve(settings, serverEnvironment, { isDevelopment, isCluster });
  printWelcome(settings);
  return server;
}

async function openEmbedded(resources, { dataDirectory }) {
  return await showStep("Opening the embedded database", async () => {
    const { tsImport } = await import("tsx/esm/api");
    const { openEmbeddedDatabase } = await tsImport(
      "../../lib/db/embedded/keep-open.ts",
      import.meta.url,
    );
    resources.database = await openEmbeddedDatabase({
      dataDirectory,
      onFailure: (reason) =>
        console.error(`${reason} The service is not available. It tries again every few seconds.`),
    });
    return resources.database.url;
  });
}

/**
 * Ends the children at a signal, and kills them at a second one. The terminal and npm send the same signal, so a signal
 * that comes again within a second is no second one.
 */
function listenForShutdown(signals) {
  let startedAt = null;
  let resolveDone;
  const done = new Promise((resolve) => {
    resolveDone = resolve;
  });
  const start = () => {
    if (startedAt === null) {
      startedAt = performance.now();
      console.log("\nStopping …");
      void endChildren().then(resolveDone);
    }
  };
  for (const signal of signals) {
    process.on(signal, () => {
      if (startedAt !== null && performance.now() - startedAt > REPEAT_MILLISECONDS) {
        killChildren();
      }
      start();
    });
  }
  if (process.env.npm_lifecycle_event) {
    onParentExit(start);
  }
  return { done, hasStarted: () => startedAt !== null };
}

function printError(error) {
  if (error instanceof StepError) {
    console.error(`${error.output.trimEnd()}\n\n${error.message}`.trim());
  } else {
    console.error(error instanceof Error ? error.message : String(error));
  }
  return 1;
}
