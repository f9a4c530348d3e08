import "server-only";
import { LARGEST_BODY } from "@/lib/api/read-body";
import { MAX_CREDENTIAL_DAYS } from "@/lib/auth/credential-rules";
import { INVITATION_DAYS } from "@/lib/auth/password/create-invitation";
import { MAX_PASSWORD_LENGTH } from "@/lib/auth/password/password-length";
import { MAX_SERVICE_ACCOUNTS } from "@/lib/auth/service-accounts/create-service-account";
import { SESSION_HOURS } from "@/lib/auth/sessions/session-cookie";
import { ATTEMPTS_OF_ALL, SIGN_IN_ATTEMPTS } from "@/lib/auth/sign-in/sign-in-limit";
import { ATTEMPTS_FROM_SOURCE } from "@/lib/auth/sign-in/source-limit";
import { MAX_TOKENS } from "@/lib/auth/tokens/create-token";
import { databaseTimeouts, getDatabaseLimits } from "@/lib/db/client";
import { serverSession } from "@/lib/db/session-settings";
import type { Environment } from "@/lib/environment/environment";
import { httpLimits } from "@/lib/environment/http-limits.mjs";
import { MAX_ROW_BYTES } from "@/lib/ingest/readers/file-error";
import { MAX_FILE_BYTES } from "@/lib/ingest/readers/file-source";
import { MAX_WORKBOOK_BYTES } from "@/lib/ingest/readers/xlsx";
import { JOB_ATTEMPTS, LEASE_SECONDS } from "@/lib/jobs/job-settings";
import { MAX_BATCH } from "@/lib/performance/assignments/write-schemas";
import {
  MAX_ANONYMITY_THRESHOLD,
  MAX_RETENTION_MONTHS,
  MIN_ANONYMITY_THRESHOLD,
  MIN_RETENTION_MONTHS,
} from "@/lib/performance/members/member-rules";
import { retentionDays } from "@/lib/performance/privacy/delete-expired";
import type { LimitName } from "./limit-names";

export const limitUnits = [
  ...(["count", "milliseconds", "seconds", "hours", "days", "months", "bytes"] as const),
] as const;

export type Limit = {
  readonly name: LimitName;
  readonly value: number;
  readonly unit: (typeof limitUnits)[number];
};

type Limits = Pick<
  Environment,
  "requestsPerMinute" | "downloadsOfMember" | "downloadMilliseconds" | "backupKeep"
>;

const sessionTimeouts = [
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
] as const;

const ofSession = (name: string): number =>
  Number.parseInt(serverSession.find((one) => one.name === name)?.value ?? "", 10);

/** The limits of this installation, each from the setting that holds it. */
export function listLimits(environment: Limits, isEmbedded: boolean): readonly Limit[] {
  const { poolSize, transactions } = getDatabaseLimits(isEmbedded);
  const count = (name: LimitName, value: number): Limit => ({ name, value, unit: "count" });
  const milliseconds = (name: LimitName, value: number): Limit => ({
    ...{ name, value, unit: "milliseconds" },
  });
  const days = (name: LimitName, value: number): Limit => ({ name, value, unit: "days" });
  const bytes = (name: LimitName, value: number): Limit => ({ name, value, unit: "bytes" });
  return [
    count("requests_per_minute", environment.requestsPerMinute),
    count("downloads_of_member", environment.downloadsOfMember),
    milliseconds("downloads_work", environment.downloadMilliseconds),
    bytes("body_size", LARGEST_BODY),
    count("batch_assignments", MAX_BATCH),
    bytes("import_file_size", MAX_FILE_BYTES),
    bytes("import_workbook_size", MAX_WORKBOOK_BYTES),
    bytes("import_row_size", MAX_ROW_BYTES),
    count("sign_in_attempts", SIGN_IN_ATTEMPTS),
    count("sign_in_attempts_of_name", ATTEMPTS_OF_ALL),
    count("sign_in_attempts_of_source", ATTEMPTS_FROM_SOURCE),
    count("password_length", MAX_PASSWORD_LENGTH),
    count("tokens_of_member", MAX_TOKENS),
    days("token_lifetime", MAX_CREDENTIAL_DAYS),
    count("service_accounts", MAX_SERVICE_ACCOUNTS),
    { name: "session", value: SESSION_HOURS, unit: "hours" },
    days("invitation", INVITATION_DAYS),
    count("anonymity_threshold_least", MIN_ANONYMITY_THRESHOLD),
    count("anonymity_threshold_most", MAX_ANONYMITY_THRESHOLD),
    { name: "retention_shortest", value: MIN_RETENTION_MONTHS, unit: "months" },
    { name: "retention_longest", value: MAX_RETENTION_MONTHS, unit: "months" },
    days("retention_access_records", retentionDays.access_records),
    days("retention_finished_jobs", retentionDays.finished_jobs),
    days("retention_failed_jobs", retentionDays.failed_jobs),
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
      : sessionTimeouts.map((name): Limit => ({ name, value: ofSession(name), unit: "seconds" }))),
    milliseconds("http_keep_alive", httpLimits.keepAlive),
    milliseconds("http_headers", httpLimits.headers),
    milliseconds("http_request", httpLimits.request),
  ];
}
