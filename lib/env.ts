import { resolve } from "node:path";
import { z } from "zod";

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const flag = z.enum(["0", "1"]).transform((value) => value === "1");

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

const variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "must be a port number from 0 to 65535")
    .transform(Number)
    .refine((port) => port <= 65_535, "must be a port number from 0 to 65535")
    .default(3000),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => hasProtocol(text, ["postgresql:", "postgres:"]),
      "must be a PostgreSQL URL such as postgresql://user:password@host:5432/database",
    )
    .optional(),
  PTS_DATA_DIR: z.string().default(".data"),
  PTS_DEMO: flag.optional(),
  NEXTAUTH_URL: z
    .string()
    .refine(
      (text) => hasProtocol(text, ["http:", "https:"]),
      "must be the URL that people open, such as https://performance.example.org",
    )
    .optional(),
  NEXTAUTH_SECRET: z
    .string()
    .refine(
      (text) => Buffer.byteLength(text) >= 32,
      "must have at least 32 bytes, for example from: openssl rand -base64 32",
    )
    .optional(),
  LOG_LEVEL: z.enum(logLevels).optional(),
  PTS_RATE_LIMIT: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, "must be a whole number of requests a minute, from 1 to 9999999")
    .transform(Number)
    .optional(),
  PTS_WORKER: flag.optional(),
});

export type Environment = {
  readonly mode: "development" | "production" | "test";
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
  readonly logLevel: (typeof logLevels)[number];
  /** The limit of one token or session in one process. */
  readonly requestsPerMinute: number;
  /** Whether the server runs jobs too. If not, a separate worker must (`npm run worker`). */
  readonly serverRunsJobs: boolean;
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
  const nonEmpty = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse(nonEmpty);
  if (!parsed.success) {
    throw new EnvironmentError(
      parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`),
    );
  }
  const values = parsed.data;
  const publicOrigin =
    values.NEXTAUTH_URL === undefined ? null : new URL(values.NEXTAUTH_URL).origin;
  return {
    mode: values.NODE_ENV,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDirectory: resolve(values.PTS_DATA_DIR),
    isDemo: values.PTS_DEMO ?? values.DATABASE_URL === undefined,
    publicOrigin,
    isHttps: publicOrigin?.startsWith("https:") ?? false,
    authSecret: values.NEXTAUTH_SECRET ?? null,
    logLevel: values.LOG_LEVEL ?? (values.NODE_ENV === "test" ? "silent" : "info"),
    requestsPerMinute: values.PTS_RATE_LIMIT ?? (values.NODE_ENV === "test" ? 9_999_999 : 600),
    serverRunsJobs: values.PTS_WORKER ?? true,
  };
}

let cachedEnvironment: Environment | null = null;

/** Parses the environment of this process at the first call. @throws EnvironmentError */
export function getEnvironment(): Environment {
  cachedEnvironment ??= parseEnvironment(process.env);
  return cachedEnvironment;
}

/** @throws EnvironmentError without a secret: there is no default. */
export function requireAuthSecret(environment: Environment): string {
  if (environment.authSecret === null) {
    throw new EnvironmentError([
      "NEXTAUTH_SECRET: must have at least 32 random bytes, for example from: openssl rand -base64 32",
    ]);
  }
  return environment.authSecret;
}
