import { fileURLToPath } from "node:url";
import { onParentExit } from "../on-parent-exit.mjs";
import { EndedError, endChildren, killChildren } from "./children.mjs";
import { applyMigrations, build, generateClient, install, loadDemo } from "./prepare.mjs";
import { StepError, showStep } from "./report.mjs";
import { printWelcome, serve } from "./serve.mjs";
import { provideAuthSecret, readSettings, requireFreePort } from "./settings.mjs";

const REPEAT_MILLISECONDS = 1_000;

/** Does everything from a fresh clone to a served page, and serves until it is told to end. Answers the exit code. */
export async function launch({ isDevelopment }) {
  process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
  const ending = listenForEnd();
  const held = { database: null };
  try {
    const server = await prepareAndServe(held, { isDevelopment });
    const code = await Promise.race([server.ended, ending.asked]);
    if (!ending.isAsked()) {
      console.error(`The server ended by itself (exit code ${code}): see what it says above.`);
      return 1;
    }
    return 0;
  } catch (error) {
    return ending.isAsked() || error instanceof EndedError ? 0 : explain(error);
  } finally {
    await endChildren();
    await held.database?.release();
  }
}

async function prepareAndServe(held, { isDevelopment }) {
  const settings = readSettings();
  await requireFreePort(settings);
  await install();
  await generateClient();
  const databaseUrl = settings.databaseUrl ?? (await openEmbedded(held, settings));
  const environment = {
    DATABASE_URL: databaseUrl,
    PTS_DATA_DIR: settings.dataDirectory,
    PTS_DEMO: settings.isDemo ? "1" : "0",
    PORT: String(settings.port),
    NEXTAUTH_URL: settings.publicUrl,
    NEXTAUTH_SECRET: provideAuthSecret(settings),
  };
  await applyMigrations(environment);
  if (settings.isDemo) {
    await loadDemo(environment, settings);
  }
  if (!isDevelopment) {
    await build();
  }
  const server = await serve(settings, environment, { isDevelopment });
  printWelcome(settings);
  return server;
}

async function openEmbedded(held, { dataDirectory }) {
  return await showStep("Opening the embedded database", async () => {
    const { tsImport } = await import("tsx/esm/api");
    const { openEmbeddedDatabase } = await tsImport(
      "../../lib/db/embedded/open.ts",
      import.meta.url,
    );
    held.database = await openEmbeddedDatabase({ dataDirectory });
    return held.database.url;
  });
}

/**
 * Ends the children when it is asked to, and without mercy when it is asked again. npm passes on
 * what the terminal sends anyway, so the same request comes more than once.
 */
function listenForEnd() {
  let askedAt = null;
  let tell;
  const asked = new Promise((resolve) => {
    tell = resolve;
  });
  const end = () => {
    if (askedAt === null) {
      askedAt = performance.now();
      console.log("\nStopping …");
      void endChildren().then(tell);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (askedAt !== null && performance.now() - askedAt > REPEAT_MILLISECONDS) {
        killChildren();
      }
      end();
    });
  }
  if (process.env.npm_lifecycle_event) {
    onParentExit(end);
  }
  return { asked, isAsked: () => askedAt !== null };
}

function explain(error) {
  if (error instanceof StepError) {
    console.error(`${error.output.trimEnd()}\n\n${error.message}`.trim());
  } else {
    console.error(error instanceof Error ? error.message : String(error));
  }
  return 1;
}
