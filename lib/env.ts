import { resolve } from "node:path";
import { z } from "zod";

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const switchOn = z.enum(["0", "1"]).transform((value) => value === "1");

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
      "must be a PostgreSQL address, as postgresql://user:password@host:5432/database",
    )
    .optional(),
  PTS_DATA_DIR: z.string().default(".data"),
  PTS_DEMO: switchOn.optional(),
  NEXTAUTH_URL: z
    .string()
    .refine(
      (text) => hasProtocol(text, ["http:", "https:"]),
      "must be the address people open, as https://performance.example.org",
    )
    .optional(),
  NEXTAUTH_SECRET: z
    .string()
    .refine(
      (text) => Buffer.byteLength(text) >= 32,
      "must have at least 32 bytes, as from: openssl rand -base64 32",
    )
    .optional(),
  LOG_LEVEL: z.enum(logLevels).optional(),
  PTS_RATE_LIMIT: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, "must be a whole number of requests a minute, from 1 to 9999999")
    .transform(Number)
    .optional(),
  PTS_WORKER: switchOn.optional(),
});

export type Environment = {
  readonly mode: "development" | "production" | "test";
  readonly port: number;
  /** Null: the embedded database in `dataDirectory`. */
  readonly databaseUrl: string | null;
  /** Absolute. Holds the embedded database and what belongs to this installation. */
  readonly dataDirectory: string;
  readonly isDemo: boolean;
  /** The address that people open, without a path; null: whatever address the request came to, over plain HTTP. */
  readonly publicOrigin: string | null;
  readonly isHttps: boolean;
  /** Null only where nobody can sign in: in the command line, tests and builds. */
  readonly authSecret: string | null;
  readonly logLevel: (typeof logLevels)[number];
  /** What one token or session may ask of one process. */
  readonly requestsPerMinute: number;
  /** Whether a server takes jobs as well; else somebody else has to (`npm run worker`). */
  readonly serverTakesJobs: boolean;
};

export class EnvironmentError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The settings of the environment cannot be used:\n${faults.map((fault) => `  - ${fault}`).join("\n")}\nCorrect them and start again.`,
    );
    this.name = "EnvironmentError";
    this.faults = faults;
  }
}

/**
 * An empty variable counts as one that is not set.
 * @throws EnvironmentError with every fault, not only the first; a fault never repeats the value.
 */
export function parseEnvironment(
  source: Readonly<Record<string, string | undefined>>,
): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse(given);
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
    serverTakesJobs: values.PTS_WORKER ?? true,
  };
}

let parsedOnce: Environment | null = null;

/** The environment of this process, parsed at the first call. @throws EnvironmentError */
export function getEnvironment(): Environment {
  parsedOnce ??= parseEnvironment(process.env);
  return parsedOnce;
}

/** The secret behind sign-in. @throws EnvironmentError where it is not set: there is no default. */
export function requireAuthSecret(environment: Environment): string {
  if (environment.authSecret === null) {
    throw new EnvironmentError([
      "NEXTAUTH_SECRET: must be set to at least 32 random bytes, as from: openssl rand -base64 32",
    ]);
  }
  return environment.authSecret;
}
