import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type RowOf } from "@/lib/db/kysely";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import {
  type ApprovedChange,
  findAnnouncedModeChange,
  getEffectiveSettings,
  type ProtectedValues,
  parseApprovedChanges,
} from "@/lib/performance/domain/privacy/effective-settings";
import type { OrganizationId } from "@/lib/performance/domain/units/ids";

/** An organization and its settings as they are in force. */
export type OrganizationRecord = ProtectedValues & {
  readonly id: OrganizationId;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly corsOrigins: readonly string[];
};

/** What decides the protected settings that are in force. */
export const protectedColumns = [
  ...(["privacy_mode", "employee_leaderboard", "notice_days"] as const),
  ...(["anonymity_threshold", "retention_months", "approved_changes"] as const),
] as const;

const columns = ["id", "slug", "name", "time_zone", "cors_origins", ...protectedColumns] as const;

type OrganizationRow = RowOf<"organizations", typeof columns>;

/** The settings of an organization that are in force at this instant. */
export function toOrganizationRecord(row: OrganizationRow, now: Date): OrganizationRecord {
  const { id, slug, name, time_zone: timeZone, cors_origins: corsOrigins } = row;
  return { id, slug, name, timeZone, corsOrigins, ...readProtectedSettings(row, now).values };
}

/** The protected settings that are in force, and since when their mode is by an approved change; null: it is not. */
export function readProtectedSettings(
  row: RowOf<"organizations", typeof protectedColumns>,
  now: Date,
): { readonly values: ProtectedValues; readonly announcedModeSince: Date | null } {
  const stored = {
    privacyMode: row.privacy_mode,
    employeeLeaderboard: row.employee_leaderboard,
    noticeDays: row.notice_days,
    anonymityThreshold: row.anonymity_threshold,
    retentionMonths: row.retention_months,
  };
  const changes = parseApprovedChanges(row.approved_changes);
  return {
    values: getEffectiveSettings(stored, changes, now),
    announcedModeSince: findAnnouncedModeChange(stored, changes, now),
  };
}

export async function findOrganizationBySlug(
  database: Database | Transaction,
  slug: string,
  now: Date,
): Promise<OrganizationRecord | null> {
  const row = await selectRow(
    database,
    kysely.selectFrom("organizations").select(columns).where("slug", "=", slug),
  );
  return row === null ? null : toOrganizationRecord(row, now);
}

/** Null where no organization has this short name. */
export async function findOrganizationId(
  database: Database | Transaction,
  slug: string,
): Promise<OrganizationId | null> {
  const row = await selectRow(
    database,
    kysely.selectFrom("organizations").select("id").where("slug", "=", slug),
  );
  return row?.id ?? null;
}

export async function findOrganization(
  database: Database | Transaction,
  id: number,
  now: Date,
): Promise<OrganizationRecord | null> {
  const row = await findRow(database, id);
  return row === null ? null : toOrganizationRecord(row, now);
}

/** Every organization, by slug. */
export async function listOrganizations(
  database: Database | Transaction,
  now: Date,
): Promise<readonly OrganizationRecord[]> {
  const rows = await selectRows(
    database,
    kysely.selectFrom("organizations").select(columns).orderBy("slug"),
  );
  return rows.map((row) => toOrganizationRecord(row, now));
}

/** Null where the slug is taken. */
export async function insertOrganization(
  transaction: Transaction,
  {
    slug,
    name,
    timeZone,
    createdAt,
  }: {
    readonly slug: string;
    readonly name: string;
    readonly timeZone: string;
    readonly createdAt: Date;
  },
): Promise<OrganizationRecord | null> {
  const row = await selectRow(
    transaction,
    kysely
      .insertInto("organizations")
      .values({ slug, name, time_zone: timeZone, created_at: createdAt })
      .onConflict((conflict) => conflict.column("slug").doNothing())
      .returning(columns),
  );
  return row === null ? null : toOrganizationRecord(row, createdAt);
}

export type OrganizationState = {
  /** The settings in force. */
  readonly record: OrganizationRecord;
  /** All approved changes, those in force included. */
  readonly changes: readonly ApprovedChange[];
  /** Since when an approved change gives the mode in force. Null: the mode is the stored one. */
  readonly announcedModeSince: Date | null;
  readonly now: Date;
};

export async function getOrganizationState(
  database: Database | Transaction,
  id: number,
  now: Date,
): Promise<OrganizationState> {
  const row = await findRow(database, id);
  if (row === null) throw new Error("There is no such organization.");
  return {
    record: toOrganizationRecord(row, now),
    changes: parseApprovedChanges(row.approved_changes),
    announcedModeSince: readProtectedSettings(row, now).announcedModeSince,
    now,
  };
}

/**
 * Writes all settings, and the approved changes that are still to come. `mode_changed_at` keeps the announced instant
 * of a mode that is written into its column, and becomes now for another mode than the one in force, also where the
 * column already had it.
 */
export async function updateOrganizationRecord(
  transaction: Transaction,
  state: OrganizationState,
  record: OrganizationRecord,
  changes: readonly ApprovedChange[],
): Promise<void> {
  const isOtherMode = record.privacyMode !== state.record.privacyMode;
  const changedAt = parameter(isOtherMode ? state.now : state.announcedModeSince, "timestamptz");
  const clock = isOtherMode ? sql<Date>`clock_timestamp()` : sql<null>`NULL`;
  await execute(
    transaction,
    kysely
      .updateTable("organizations")
      .set({
        name: record.name,
        time_zone: record.timeZone,
        privacy_mode: record.privacyMode,
        employee_leaderboard: record.employeeLeaderboard,
        notice_days: record.noticeDays,
        anonymity_threshold: record.anonymityThreshold,
        retention_months: record.retentionMonths,
        cors_origins: sql<string[]>`${[...record.corsOrigins]}::text[]`,
        approved_changes: JSON.stringify(changes),
        mode_changed_at: sql<Date | null>`GREATEST(mode_changed_at, ${changedAt}, ${clock})`,
      })
      .where("id", "=", record.id),
  );
}

/** Locks the organization's row until the transaction ends, so that imports begin one after another. */
export async function lockOrganization(
  transaction: Transaction,
  organizationId: number,
): Promise<void> {
  await selectRow(
    transaction,
    kysely
      .selectFrom("organizations")
      .select("id")
      .where("id", "=", organizationId)
      .forNoKeyUpdate(),
  );
}

async function findRow(database: Database | Transaction, id: number) {
  return selectRow(
    database,
    kysely.selectFrom("organizations").select(columns).where("id", "=", id),
  );
}
