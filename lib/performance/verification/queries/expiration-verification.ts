import "server-only";
import { sql } from "kysely";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/** What the marks of members, the seals and the audit log say about the removal of a member's record. */
export type StatedExpiration = {
  readonly userId: MemberId;
  readonly markedAt: Date | null;
  /** Rows that the expirations of seals say were removed. */
  readonly sealedRows: number;
  /** When the audit log says that the record was removed last. */
  readonly loggedAt: Date | null;
  /** Sealed rows that the audit log says were removed, in all. */
  readonly loggedRows: number;
};

/** The members of whose record anything says that it was removed. */
export async function listStatedExpirations(
  database: Database,
  organizationId: number,
): Promise<readonly StatedExpiration[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("users as member")
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom("audit_log as entry")
            .select([
              sql<Date | null>`max(entry.created_at)`.as("at"),
              sql<number>`coalesce(sum((entry.detail ->> 'sealed_rows')::integer), 0)::integer`.as(
                "sealed_rows",
              ),
            ])
            .where("entry.organization_id", "=", organizationId)
            .where("entry.action", "=", "member.expire")
            .where("entry.subject_type", "=", "user")
            .where((one) => one("entry.subject_id", "=", castTo(one.ref("member.id"), "text")))
            .as("logged"),
        (join) => join.onTrue(),
      )
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom("seal_expirations as expiration")
            .select(
              sql<number>`coalesce(sum(expiration.expired_rows), 0)::integer`.as("expired_rows"),
            )
            .where("expiration.organization_id", "=", organizationId)
            .whereRef("expiration.user_id", "=", "member.id")
            .as("sealed"),
        (join) => join.onTrue(),
      )
      .select(["member.id", "member.record_expired_at"])
      .select(["logged.at", "logged.sealed_rows", "sealed.expired_rows"])
      .where("member.organization_id", "=", organizationId)
      .where((eb) =>
        eb.or([
          eb("member.record_expired_at", "is not", null),
          eb("logged.at", "is not", null),
          eb("sealed.expired_rows", ">", 0),
        ]),
      )
      .orderBy("member.id"),
  );
  return rows.map((row) => ({
    userId: row.id,
    markedAt: row.record_expired_at,
    sealedRows: row.expired_rows ?? 0,
    loggedAt: row.at,
    loggedRows: row.sealed_rows ?? 0,
  }));
}
