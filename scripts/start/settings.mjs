import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { StepError } from "./report.mjs";

const SMALLEST_SECRET = 32;

/**
 * What this start was asked to do, from the environment. @throws StepError with every fault, so
 * that nothing long has begun by then.
 */
export function readSettings(environment = process.env) {
  const { DATABASE_URL, PTS_DEMO, NEXTAUTH_SECRET, NEXTAUTH_URL, HOST } = environment;
  const port = Number(environment.PORT || 3000);
  const isEmbedded = !DATABASE_URL;
  const isDemo = PTS_DEMO ? PTS_DEMO === "1" : isEmbedded;
  const faults = findErrors(environment, { port, isEmbedded, isDemo });
  if (faults.length > 0) {
    throw new StepError(
      `These settings cannot be used:\n${faults.map((fault) => `  - ${fault}`).join("\n")}\nNothing was done. Correct them and start again.`,
    );
  }
  return {
    port,
    // A demo is for whoever sits at this machine; a server with a database of its own is for others.
    // The demo's passwords are on its sign-in page: it is for this machine, unless somebody says otherwise.
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
  const faults = [];
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    faults.push("PORT must be a port number from 1 to 65535.");
  }
  if (PTS_DEMO && !["0", "1"].includes(PTS_DEMO)) {
    faults.push("PTS_DEMO must be 0 or 1.");
  }
  if (environment.PTS_WORKER && !["0", "1"].includes(environment.PTS_WORKER)) {
    faults.push("PTS_WORKER must be 0 or 1.");
  }
  if (DATABASE_URL && !/^postgres(ql)?:\/\//.test(DATABASE_URL)) {
    faults.push("DATABASE_URL must be a PostgreSQL address, as postgresql://user@host:5432/name.");
  }
  if (NEXTAUTH_URL && !isWebAddress(NEXTAUTH_URL)) {
    faults.push(
      "NEXTAUTH_URL must be the address people open, as https://performance.example.org.",
    );
  }
  if (NEXTAUTH_SECRET && Buffer.byteLength(NEXTAUTH_SECRET) < SMALLEST_SECRET) {
    faults.push(
      `NEXTAUTH_SECRET must have at least ${SMALLEST_SECRET} bytes, as from: openssl rand -base64 32`,
    );
  }
  if (!NEXTAUTH_SECRET && !isEmbedded && !isDemo) {
    faults.push(
      `NEXTAUTH_SECRET must be set outside the demo, to at least ${SMALLEST_SECRET} random bytes, as from: openssl rand -base64 32`,
    );
  }
  return faults;
}

function isWebAddress(text) {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}

/** @throws StepError in a sentence when another program has the port. */
export function requireFreePort({ port, host }) {
  return new Promise((done, reject) => {
    const server = createServer();
    server.once("error", ({ code }) => {
      const reasons = {
        EADDRINUSE: `Port ${port} is taken by another program: end that one, or choose another port, as with PORT=${port + 1} npm start.`,
        EACCES: `Port ${port} is not open to this user: choose one above 1023, as with PORT=3000 npm start.`,
      };
      reject(new StepError(reasons[code] ?? `Port ${port} on ${host} cannot be used (${code}).`));
    });
    server.listen(port, host, () => server.close(() => done()));
  });
}

/** The secret behind sign-in: as given, else made once at random and kept in the data folder for its owner only. */
export function provideAuthSecret({ authSecret, dataDirectory }) {
  if (authSecret !== null) {
    return authSecret;
  }
  const file = join(dataDirectory, "auth-secret");
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(SMALLEST_SECRET).toString("base64"), {
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
