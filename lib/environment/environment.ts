import { resolve } from "node:path";
import { type ChangedSetting, listChangedSettings } from "./changed-settings";
import { describeVariable, findInvalidVariables, logLevels, modes } from "./variables.mjs";

type LogLevel = (typeof logLevels)[number];

export type Environment = {
  readonly mode: (typeof modes)[number];
  readonly port: number;
  /** Null for the embedded database in `dataDirectory`. */
  readonly databaseUrl: string | null;
  /** Absolute. Holds the embedded database and the other files of this installation. */
  readonly dataDirectory: string;
  readonly isDemo: boolean;
  /** The URL that people open, without a path. Null for plain HTTP at the host of each request. */
  readonly publicOrigin: string | null;
  readonly isHttps: boolean;
  /** Null only without sign-in: in the command line, tests and builds. */
  readonly authSecret: string | null;
  readonly logLevel: LogLevel;
  /** The limit of one token or session. */
  readonly requestsPerMinute: number;
  /** The downloads that one member may have open in one process. */
  readonly downloadsOfMember: number;
  /** The time in a minute that the downloads of one member may take. */
  readonly downloadMilliseconds: number;
  /** Whether the server runs jobs too. If not, a separate worker must (`npm run worker`). */
  readonly serverRunsJobs: boolean;
  /** Opens `/api/metrics`. Null: the path does not exist. */
  readonly metricsToken: string | null;
  /** Where traces go. Null: there are none. */
  readonly traceEndpoint: string | null;
  /** Absolute. Where nightly backups go. Null: none are made. */
  readonly backupFolder: string | null;
  /** How many nightly backups stay. */
  readonly backupKeep: number;
  /** When a nightly backup is due, in minutes since midnight in UTC. */
  readonly backupMinute: number;
  /** Null: backups are not encrypted, or the passphrase is in `backupPassphraseFile`. */
  readonly backupPassphrase: string | null;
  /** Absolute. */
  readonly backupPassphraseFile: string | null;
};

export class EnvironmentError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `These environment variables are invalid:\n${problems.map((problem) => `  - ${problem}`).join("\n")}\nNothing was done. Correct them and start again.`,
    );
    this.name = "EnvironmentError";
    this.problems = problems;
  }
}

/**
 * Treats an empty variable as unset.
 * @throws EnvironmentError with every problem, not only the first, and without any value.
 */
export function parseEnvironment(
  source: Readonly<Record<string, string | undefined>>,
): Environment {
  const problems = findInvalidVariables(source);
  if (problems.length > 0) throw new EnvironmentError(problems);
  const mode = findOne(modes, source.NODE_ENV) ?? "development";
  const isTest = mode === "test";
  const publicOrigin = source.NEXTAUTH_URL ? new URL(source.NEXTAUTH_URL).origin : null;
  return {
    mode,
    port: Number(source.PORT || 3000),
    databaseUrl: source.DATABASE_URL || null,
    dataDirectory: resolve(source.PTS_DATA_DIR || ".data"),
    isDemo: source.PTS_DEMO ? source.PTS_DEMO === "1" : !source.DATABASE_URL,
    publicOrigin,
    isHttps: publicOrigin?.startsWith("https:") ?? false,
    authSecret: source.NEXTAUTH_SECRET || null,
    logLevel: findOne(logLevels, source.LOG_LEVEL) ?? (isTest ? "silent" : "info"),
    requestsPerMinute: Number(source.PTS_RATE_LIMIT || (isTest ? 9_999_999 : 600)),
    downloadsOfMember: isTest ? 9_999_999 : 2,
    downloadMilliseconds: isTest ? 9_999_999 : 30_000,
    serverRunsJobs: source.PTS_WORKER !== "0",
    metricsToken: source.PTS_METRICS_TOKEN || null,
    traceEndpoint: source.OTEL_EXPORTER_OTLP_ENDPOINT || null,
    ...parseBackupSettings(source),
  };
}

function parseBackupSettings(source: Readonly<Record<string, string | undefined>>) {
  return {
    backupFolder: source.PTS_BACKUP_DIR ? resolve(source.PTS_BACKUP_DIR) : null,
    backupKeep: Number(source.PTS_BACKUP_KEEP || 14),
    backupMinute: toMinute(source.PTS_BACKUP_TIME || "02:00"),
    backupPassphrase: source.PTS_BACKUP_PASSPHRASE || null,
    backupPassphraseFile: source.PTS_BACKUP_PASSPHRASE_FILE
      ? resolve(source.PTS_BACKUP_PASSPHRASE_FILE)
      : null,
  };
}

function toMinute(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

function findOne<Value extends string>(
  values: readonly Value[],
  text: string | undefined,
): Value | undefined {
  return values.find((value) => value === text);
}

let cachedEnvironment: Environment | null = null;

/** Parses the environment of this process at the first call. @throws EnvironmentError */
export function getEnvironment(): Environment {
  cachedEnvironment ??= parseEnvironment(process.env);
  return cachedEnvironment;
}

/** The settings of this process that differ from their defaults. */
export function getChangedSettings(): readonly ChangedSetting[] {
  return listChangedSettings(process.env);
}

/** @throws EnvironmentError without a secret: there is no default. */
export function requireAuthSecret(environment: Environment): string {
  if (environment.authSecret === null) {
    throw new EnvironmentError([describeVariable("NEXTAUTH_SECRET")]);
  }
  return environment.authSecret;
}
