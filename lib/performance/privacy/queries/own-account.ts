import "server-only";
import { sql } from "kysely";
import { kysely, withAliases } from "@/lib/db/kysely";
import { castTo } from "@/lib/db/sql-values";
import { type Section, selectPage, selectTable } from "./own-section";

const importRow = withAliases<{ row: "import_rows" }>();
const importRowKey = sql<bigint>`${importRow.ref("row.import_id")}::int8 * 4294967296 + ${importRow.ref("row.row_number")}`;

const change = withAliases<{ row: "audit_log" }>();
/** The changed member; null for a change of something else. */
const changedUserId = change
  .case()
  .when(
    change.and([
      change("row.subject_type", "=", "user"),
      sql<boolean>`${change.ref("row.subject_id")} ~ '^[0-9]{1,9}$'`,
    ]),
  )
  .then(castTo(change.ref("row.subject_id"), "int4"))
  .end();

/** A person's credentials and actions. */
export const accountSections = {
  tokens: selectTable("api_tokens", {
    owner: "user_id",
    key: "id",
    columns: ["id", "name", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at"],
  }),
  share_links: selectTable("share_links", {
    owner: "user_id",
    key: "id",
    columns: ["id", "shares", "name", "created_at", "expires_at", "last_used_at", "revoked_at"],
  }),
  sessions: selectTable("sessions", {
    owner: "user_id",
    key: "id",
    columns: ["id", "user_agent", "created_at", "expires_at", "ended_at"],
  }),
  idempotency_keys: selectTable("idempotency_keys", {
    owner: "actor_id",
    key: "id",
    columns: ["id", "status", "created_at", "done_at"],
  }),
  invitations: selectTable("invitations", {
    owner: "user_id",
    key: "id",
    columns: ["id", "created_at", "expires_at", "ended_at"],
  }),
  imports: selectTable("imports", {
    owner: "created_by",
    key: "id",
    columns: [
      "id",
      "status",
      "format",
      "dry_run",
      "rows",
      "new_rows",
      "changed_rows",
      "unchanged_rows",
      "rejected_rows",
      "created_at",
      "finished_at",
    ],
  }),
  import_rows: {
    table: "import_rows",
    select: ({ organizationId, userId }, page) =>
      selectPage(
        kysely
          .selectFrom("import_rows as row")
          .select(["row.import_id", "row.row_number", "row.content", "row.field", "row.reason"])
          .where("row.organization_id", "=", organizationId)
          .where("row.user_id", "=", userId),
        importRowKey,
        page,
      ),
  },
  policies: selectTable("scoring_policies", {
    owner: "created_by",
    key: "version",
    columns: [
      "version",
      "weight_on_time",
      "weight_skill",
      "weight_difficulty",
      "minimum_sample",
      "effective_on",
      "created_at",
    ],
  }),
  proposals_made: selectTable("setting_proposals", {
    owner: "proposed_by",
    key: "id",
    columns: ["id", "setting", "from_value", "to_value", "proposed_at", "effective_at", "ended_at"],
  }),
  proposals_approved: selectTable("setting_proposals", {
    owner: "approved_by",
    key: "id",
    columns: ["id", "setting", "from_value", "to_value", "approved_at", "effective_at", "ended_at"],
  }),
  notices_read: selectTable("notice_readings", {
    owner: "user_id",
    key: "id",
    columns: ["id", "policy_version", "privacy_mode", "read_at"],
  }),
  known_names: selectTable("known_names", {
    owner: "user_id",
    key: "id",
    columns: ["id", "name", "learned_at"],
  }),
  record_expirations: selectTable("seal_expirations", {
    owner: "user_id",
    key: "id",
    columns: ["id", "seal_number", "expired_rows", "created_at"],
  }),
  looked_at: selectTable("access_records", {
    owner: "viewer_id",
    key: "id",
    columns: ["id", "subject_type", "subject_id", "surface", "hour"],
  }),
  entries_made: selectTable("performance_logs", {
    owner: "actor_id",
    key: "id",
    columns: ["id", "user_id", "kind", "created_at", "recorded_at"],
  }),
  changes_made: selectTable("audit_log", {
    owner: "actor_id",
    key: "id",
    columns: ["id", "action", "subject_type", "subject_id", "detail", "created_at"],
  }),
  settings_history: {
    table: "audit_log",
    select: ({ organizationId }, page) =>
      selectPage(
        kysely
          .selectFrom("audit_log as row")
          .select(["row.id", "row.actor_id", "row.action", "row.detail", "row.created_at"])
          .where("row.organization_id", "=", organizationId)
          .where("row.action", "in", [
            ...["organization.update", "policy.update"],
            ...["proposal.approve", "proposal.withdraw", "proposal.void"],
          ]),
        withAliases<{ row: "audit_log" }>().ref("row.id"),
        page,
      ),
  },
  changes_of_oneself: {
    table: "audit_log",
    select: ({ organizationId, userId }, page) =>
      selectPage(
        kysely
          .selectFrom("audit_log as row")
          .select(["row.id", "row.actor_id", "row.action", "row.detail", "row.created_at"])
          .where("row.organization_id", "=", organizationId)
          .where(changedUserId, "=", userId),
        withAliases<{ row: "audit_log" }>().ref("row.id"),
        page,
      ),
  },
} as const satisfies Record<string, Section>;
