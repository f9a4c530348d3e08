import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import {
  describeVariable,
  findInvalidVariables,
  minimumSecretBytes,
} from "../../lib/environment/variables.mjs";
import { StepError } from "./report.mjs";

/** Reads the settings from the environment. @throws StepError with every invalid setting, before anything has begun. */
export function readSettings(environment = process.env) {
  const { DATABASE_URL, PTS_DEMO, NEXTAUTH_SECRET, NEXTAUTH_URL, HOST } = environment;
  const port = Number(environment.PORT || 3000);
  const isEmbedded = !DATABASE_URL;
  const isDemo = PTS_DEMO ? PTS_DEMO === "1" : isEmbedded;
  const errors = [...findInvalidVariables(environment)];
  if (!NEXTAUTH_SECRET && !isEmbedded && !isDemo) {
    errors.push(`Outside the demo, ${describeVariable("NEXTAUTH_SECRET")}`);
  }
  if (errors.length > 0) {
    throw new StepError(
      `These settings are not valid:\n${errors.map((error) => `  - ${error}`).join("\n")}\nNothing has been changed. Correct them and start again.`,
    );
  }
  return {
    port,
    // The demo shows its passwords on its sign-in page, so only this machine reaches it, unless HOST says otherwise.
    host: HOST || (isEmbedded || isDemo ? "127.0.0.1" : "0.0.0.0"),
    isDemo,
    databaseUrl: DATABASE_URL || null,
    dataDirectory: resolve(environment.PTS_DATA_DIR || ".data"),
    authSecret: NEXTAUTH_SECRET || null,
    publicUrl: NEXTAUTH_URL || `http://localhost:${port}`,
  };
}

/** @throws StepError with the embedded database, which handles one request at a time. */
export function requireServer({ databaseUrl }) {
  if (databaseUrl === null) {
    throw new StepError(
      "Several processes need a PostgreSQL server: set DATABASE_URL. The embedded database handles one request at a time: use npm start with it.",
    );
  }
}

/** @throws StepError when the port is in use or not permitted. */
export function requireFreePort({ port, host }) {
  return new Promise((done, reject) => {
    const server = createServer();
    server.once("error", ({ code }) => {
      const reasons = {
        EADDRINUSE: `Another program uses port ${port}. End it, or choose another port, for example: PORT=${port + 1} npm start`,
        EACCES: `This user may not use port ${port}. Choose one above 1023, for example: PORT=3000 npm start`,
      };
      reject(new StepError(reasons[code] ?? `Port ${port} on ${host} cannot be used (${code}).`));
    });
    server.listen(port, host, () => server.close(() => done()));
  });
}

/** The secret of NEXTAUTH_SECRET; else a random one, created once in the data folder and readable by its owner only. */
export function provideAuthSecret({ authSecret, dataDirectory }) {
  if (authSecret !== null) {
    return authSecret;
  }
  const file = join(dataDirectory, "auth-secret");
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(minimumSecretBytes).toString("base64"), {
      mode: 0o600,
      flag: "wx",
    });
  } catch (error) {
    if (error.code !== "EEXIST") {
      throw error;
    }
  }
  return readFileSync(file, "utf8").trim();
}
