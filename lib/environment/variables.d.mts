export type VariableName =
  | "NODE_ENV"
  | "PORT"
  | "DATABASE_URL"
  | "NEXTAUTH_URL"
  | "NEXTAUTH_SECRET"
  | "PTS_DEMO"
  | "PTS_WORKER"
  | "PTS_DIRECT_DISPATCH"
  | "PTS_WEB_PROCESSES"
  | "PTS_RATE_LIMIT"
  | "PTS_TRUSTED_PROXIES"
  | "PTS_METRICS_TOKEN"
  | "PTS_BACKUP_KEEP"
  | "PTS_BACKUP_TIME"
  | "PTS_BACKUP_PASSPHRASE"
  | "OTEL_EXPORTER_OTLP_ENDPOINT"
  | "LOG_LEVEL";

export const modes: readonly ["development", "production", "test"];
export const logLevels: readonly ["fatal", "error", "warn", "info", "debug", "trace", "silent"];

export const variables: Readonly<
  Record<VariableName, { readonly isValid: (text: string) => boolean; readonly rule: string }>
>;

export const minimumSecretBytes: number;
export const minimumPassphraseLength: number;

export function describeVariable(name: VariableName): string;

/** @returns a sentence for each invalid variable. An empty one counts as unset. */
export function findInvalidVariables(
  source: Readonly<Record<string, string | undefined>>,
): readonly string[];
