import { isIP } from "node:net";

const hasProtocol = (text, protocols) =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol);

/** An address, or a network such as 10.0.0.0/8. */
function isNetwork(text) {
  const [address, length, ...rest] = text.split("/");
  const version = isIP(address);
  const isLength =
    /^\d{1,3}$/.test(length ?? "0") && Number(length ?? 0) <= (version === 6 ? 128 : 32);
  return version !== 0 && isLength && rest.length === 0;
}

const isFlag = (text) => text === "0" || text === "1";
const flag = { isValid: isFlag, rule: "must be 0 or 1" };

export const modes = ["development", "production", "test"];
export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];

export const minimumSecretBytes = 32;
export const minimumPassphraseLength = 16;

/**
 * The rules that hold wherever a variable is read. A `.mjs` file, because the launcher runs before its packages exist.
 */
export const variables = {
  NODE_ENV: { isValid: (text) => modes.includes(text), rule: `must be one of ${modes.join(", ")}` },
  PORT: {
    isValid: (text) => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535,
    rule: "must be a port number from 1 to 65535",
  },
  DATABASE_URL: {
    isValid: (text) => hasProtocol(text, ["postgresql:", "postgres:"]),
    rule: "must be a PostgreSQL URL, such as postgresql://user:password@host:5432/database",
  },
  NEXTAUTH_URL: {
    isValid: (text) => hasProtocol(text, ["http:", "https:"]),
    rule: "must be the URL that people open, such as https://performance.example.org",
  },
  NEXTAUTH_SECRET: {
    isValid: (text) => Buffer.byteLength(text) >= minimumSecretBytes,
    rule: `must have at least ${minimumSecretBytes} random bytes, for example from: openssl rand -base64 32`,
  },
  PTS_DEMO: flag,
  PTS_WORKER: flag,
  PTS_DIRECT_DISPATCH: flag,
  PTS_WEB_PROCESSES: {
    isValid: (text) => /^[1-9]\d?$/.test(text) && Number(text) <= 64,
    rule: "must be a whole number of processes, from 1 to 64",
  },
  PTS_RATE_LIMIT: {
    isValid: (text) => /^[1-9]\d{0,6}$/.test(text),
    rule: "must be a whole number of requests a minute, from 1 to 9999999",
  },
  PTS_TRUSTED_PROXIES: {
    isValid: (text) => text.split(",").every((part) => isNetwork(part.trim())),
    rule: "must be the addresses or networks of your proxies, such as 10.0.0.5, 10.1.0.0/16",
  },
  PTS_METRICS_TOKEN: {
    isValid: (text) => Buffer.byteLength(text) >= minimumSecretBytes,
    rule: `must have at least ${minimumSecretBytes} random bytes, for example from: openssl rand -base64 32`,
  },
  PTS_BACKUP_KEEP: {
    isValid: (text) => /^[1-9]\d{0,3}$/.test(text),
    rule: "must be a whole number of backups, from 1 to 9999",
  },
  PTS_BACKUP_TIME: {
    isValid: (text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text),
    rule: "must be a time of the day in UTC, such as 02:00",
  },
  PTS_BACKUP_PASSPHRASE: {
    isValid: (text) => text.length >= minimumPassphraseLength,
    rule: `must have at least ${minimumPassphraseLength} characters, for example from: openssl rand -base64 32`,
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    isValid: (text) => hasProtocol(text, ["http:", "https:"]),
    rule: "must be the URL of a collector of traces, such as http://localhost:4318",
  },
  LOG_LEVEL: {
    isValid: (text) => logLevels.includes(text),
    rule: `must be one of ${logLevels.join(", ")}`,
  },
};

/** The sentence about an invalid or missing variable; it has no value, which may be a secret. */
export function describeVariable(name) {
  return `${name} ${variables[name].rule}.`;
}

/** @returns a sentence for each invalid variable. An empty one counts as unset. */
export function findInvalidVariables(source) {
  return Object.keys(variables)
    .filter((name) => source[name] && !variables[name].isValid(source[name]))
    .map(describeVariable);
}
