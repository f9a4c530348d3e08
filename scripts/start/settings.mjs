import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { StepError } from "./report.mjs";

const MIN_SECRET_BYTES = 32;

/** Reads the settings from the environment. @throws StepError with every invalid setting, before anything has begun. */
export function readSettings(environment = process.env) {
  const { DATABASE_URL, PTS_DEMO, NEXTAUTH_SECRET, NEXTAUTH_URL, HOST } = environment;
  const port = Number(environment.PORT || 3000);
  const isEmbedded = !DATABASE_URL;
  const isDemo = PTS_DEMO ? PTS_DEMO === "1" : isEmbedded;
  const errors = findErrors(environment, { port, isEmbedded, isDemo });
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

function findErrors(environment, { port, isEmbedded, isDemo }) {
  const { DATABASE_URL, PTS_DEMO, NEXTAUTH_SECRET, NEXTAUTH_URL } = environment;
  const errors = [];
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    errors.push("PORT must be a port number from 1 to 65535.");
  }
  if (PTS_DEMO && !["0", "1"].includes(PTS_DEMO)) {
    errors.push("PTS_DEMO must be 0 or 1.");
  }
  if (environment.PTS_WORKER && !["0", "1"].includes(environment.PTS_WORKER)) {
    errors.push("PTS_WORKER must be 0 or 1.");
  }
  if (DATABASE_URL && !/^postgres(ql)?:\/\//.test(DATABASE_URL)) {
    errors.push("DATABASE_URL must be a PostgreSQL URL, such as postgresql://user@host:5432/name.");
  }
  if (NEXTAUTH_URL && !isWebUrl(NEXTAUTH_URL)) {
    errors.push(
      "NEXTAUTH_URL must be the URL that people open, such as https://performance.example.org.",
    );
  }
  if (NEXTAUTH_SECRET && Buffer.byteLength(NEXTAUTH_SECRET) < MIN_SECRET_BYTES) {
    errors.push(
      `NEXTAUTH_SECRET must have at least ${MIN_SECRET_BYTES} bytes, for example from: openssl rand -base64 32`,
    );
  }
  if (!NEXTAUTH_SECRET && !isEmbedded && !isDemo) {
    errors.push(
      `NEXTAUTH_SECRET must be set outside the demo, to at least ${MIN_SECRET_BYTES} random bytes, for example from: openssl rand -base64 32`,
    );
  }
  return errors;
}

function isWebUrl(text) {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
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
    writeFileSync(file, randomBytes(MIN_SECRET_BYTES).toString("base64"), {
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
