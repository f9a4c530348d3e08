import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type RowOf } from "@/lib/db/kysely";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import {
  type ApprovedChange,
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
  readonly anonymityThreshold: number;
};

const columns = [
  ...(["id", "slug", "name", "time_zone", "privacy_mode", "employee_leaderboard"] as const),
  ...(["notice_days", "anonymity_threshold", "approved_changes"] as const),
] as const;

type OrganizationRow = RowOf<"organizations", typeof columns>;

/** The settings of an organization that are in force at this instant. */
export function toOrganizationRecord(row: OrganizationRow, now: Date): OrganizationRecord {
  const { id, slug, name, time_zone: timeZone, anonymity_threshold: anonymityThreshold } = row;
  const stored = {
    privacyMode: row.privacy_mode,
    employeeLeaderboard: row.employee_leaderboard,
    noticeDays: row.notice_days,
  };
  const changes = parseApprovedChanges(row.approved_changes);
  const inForce = getEffectiveSettings(stored, changes, now);
  return { id, slug, name, timeZone, anonymityThreshold, ...inForce };
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

/** The settings in force, and all approved changes, those in force included. */
export async function getOrganizationState(
  database: Database | Transaction,
  id: number,
  now: Date,
): Promise<{ readonly record: OrganizationRecord; readonly changes: readonly ApprovedChange[] }> {
  const row = await findRow(database, id);
  if (row === null) throw new Error("There is no such organization.");
  return {
    record: toOrganizationRecord(row, now),
    changes: parseApprovedChanges(row.approved_changes),
  };
}

/** Writes all settings, and the approved changes that are still to come. */
export async function updateOrganizationRecord(
  transaction: Transaction,
  record: OrganizationRecord,
  changes: readonly ApprovedChange[],
): Promise<void> {
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
        approved_changes: JSON.stringify(changes),
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
