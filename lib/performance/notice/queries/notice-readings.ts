import "server-only";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import type { ProtectedValues } from "@/lib/performance/domain/privacy/effective-settings";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  protectedColumns,
  readProtectedSettings,
} from "@/lib/performance/members/queries/organizations";

export type NoticeReading = {
  readonly policyVersion: number;
  readonly privacyMode: ProtectedValues["privacyMode"];
  readonly readAt: Date;
};

/** When a member read last how they are assessed; null: never. */
export async function findLastReading(
  database: Database,
  organizationId: number,
  userId: MemberId,
): Promise<NoticeReading | null> {
  return database.noticeReading.findFirst({
    where: { organizationId, userId },
    orderBy: { id: "desc" },
    select: { policyVersion: true, privacyMode: true, readAt: true },
  });
}

export async function insertReading(
  database: Database,
  organizationId: number,
  reading: NoticeReading & { readonly userId: MemberId },
): Promise<void> {
  await database.noticeReading.create({ data: { organizationId, ...reading } });
}

/** When the privacy mode in force came into force; null: it never changed. */
export async function findModeChange(
  database: Database,
  organizationId: number,
  now: Date,
): Promise<Date | null> {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("organizations")
      .select(["mode_changed_at", ...protectedColumns])
      .where("id", "=", organizationId),
  );
  if (row === null) return null;
  return readProtectedSettings(row, now).announcedModeSince ?? row.mode_changed_at;
}
