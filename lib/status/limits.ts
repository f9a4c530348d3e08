import "server-only";
import { INVITATION_DAYS } from "@/lib/auth/password/create-invitation";
import { MAX_PASSWORD_LENGTH } from "@/lib/auth/password/password-length";
import { MAX_SERVICE_ACCOUNTS } from "@/lib/auth/service-accounts/create-service-account";
import { SESSION_HOURS } from "@/lib/auth/sessions/session-cookie";
import { SIGN_IN_ATTEMPTS } from "@/lib/auth/sign-in/sign-in-limit";
import { ATTEMPTS_FROM_SOURCE } from "@/lib/auth/sign-in/source-limit";
import { MAX_TOKENS } from "@/lib/auth/tokens/create-token";
import { databaseTimeouts, getDatabaseLimits } from "@/lib/db/client";
import { serverSession } from "@/lib/db/session-settings";
import type { Environment } from "@/lib/environment/environment";
import { httpLimits } from "@/lib/environment/http-limits.mjs";
import { JOB_ATTEMPTS, LEASE_SECONDS } from "@/lib/jobs/job-settings";
import { MAX_RETENTION_MONTHS, MIN_RETENTION_MONTHS } from "@/lib/performance/members/member-rules";

export const limitUnits = ["count", "milliseconds", "seconds", "hours", "days", "months"] as const;

export type Limit = {
  readonly name: string;
  readonly value: number;
  readonly unit: (typeof limitUnits)[number];
};

type Limits = Pick<Environment, "requestsPerMinute" | "downloadsOfMember" | "backupKeep">;

const ofSession = (name: string): number =>
  Number.parseInt(serverSession.find((one) => one.name === name)?.value ?? "", 10);

/** The limits of this installation, each from the setting that holds it. */
export function listLimits(environment: Limits, isEmbedded: boolean): readonly Limit[] {
  const { poolSize, transactions } = getDatabaseLimits(isEmbedded);
  const count = (name: string, value: number): Limit => ({ name, value, unit: "count" });
  const milliseconds = (name: string, value: number): Limit => ({
    ...{ name, value, unit: "milliseconds" },
  });
  return [
    count("requests_per_minute", environment.requestsPerMinute),
    count("downloads_of_member", environment.downloadsOfMember),
    count("sign_in_attempts", SIGN_IN_ATTEMPTS),
    count("sign_in_attempts_of_source", ATTEMPTS_FROM_SOURCE),
    count("password_length", MAX_PASSWORD_LENGTH),
    count("tokens_of_member", MAX_TOKENS),
    count("service_accounts", MAX_SERVICE_ACCOUNTS),
    { name: "session", value: SESSION_HOURS, unit: "hours" },
    { name: "invitation", value: INVITATION_DAYS, unit: "days" },
    { name: "retention_shortest", value: MIN_RETENTION_MONTHS, unit: "months" },
    { name: "retention_longest", value: MAX_RETENTION_MONTHS, unit: "months" },
    count("backups_kept", environment.backupKeep),
    count("job_attempts", JOB_ATTEMPTS),
    { name: "job_lease", value: LEASE_SECONDS, unit: "seconds" },
    count("database_connections", poolSize),
    count("database_transactions", transactions),
    milliseconds("database_connect", databaseTimeouts.connect),
    milliseconds("transaction_wait", databaseTimeouts.gate),
    milliseconds("transaction", databaseTimeouts.transaction),
    ...(isEmbedded
      ? []
      : ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"].map(
          (name): Limit => ({ name, value: ofSession(name), unit: "seconds" }),
        )),
    milliseconds("http_keep_alive", httpLimits.keepAlive),
    milliseconds("http_headers", httpLimits.headers),
    milliseconds("http_request", httpLimits.request),
  ];
}
