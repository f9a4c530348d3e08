import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { Nights } from "@/lib/performance/domain/time/nightly-evaluation-days";

export type OrganizationNightlyDays = Nights & { readonly organizationId: number };

/** All organizations, each with its last local day that was due for a sweep or evaluated without one. */
export async function listMissedDays(
  database: Database,
): Promise<readonly OrganizationNightlyDays[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("organizations as organization")
      .select((eb) => {
        const lastSweep = eb
          .selectFrom("organization_sweeps as sweep")
          .select((sweep) => sweep.fn.max("sweep.day").as("day"))
          .whereRef("sweep.organization_id", "=", "organization.id")
          .$asScalar();
        return [
          ...(["organization.id", "organization.time_zone", "organization.created_at"] as const),
          sql<LocalDate | null>`greatest(${eb.ref("organization.evaluated_on")}, ${lastSweep})`.as(
            "last_day",
          ),
        ];
      })
      .orderBy("organization.id"),
  );
  return rows.map((row) => ({
    organizationId: row.id,
    timeZone: row.time_zone,
    createdAt: row.created_at,
    lastDay: row.last_day,
  }));
}

/** Records due days. Returns the number of new ones. */
export async function insertSweeps(
  transaction: Transaction,
  organizationId: number,
  sweeps: {
    readonly days: readonly LocalDate[];
    readonly timeZone: string;
    readonly scheduledAt: Date;
  },
): Promise<number> {
  const { days, timeZone, scheduledAt } = sweeps;
  return execute(
    transaction,
    kysely
      .insertInto("organization_sweeps")
      .columns(["organization_id", "day", "time_zone", "scheduled_at"])
      .expression(
        kysely
          .selectFrom(unnestRows("due", { day: ["date", days] }))
          .select([
            parameter(organizationId, "int4").as("organization_id"),
            "due.day",
            parameter(timeZone, "text").as("time_zone"),
            parameter(scheduledAt, "timestamptz").as("scheduled_at"),
          ]),
      )
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** The oldest due day that is not finished; null without one. */
export async function findUnfinishedSweep(
  database: Database,
  organizationId: number,
): Promise<LocalDate | null> {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("organization_sweeps")
      .select("day")
      .where("organization_id", "=", organizationId)
      .where("finished_at", "is", null)
      .orderBy("day")
      .limit(1),
  );
  return row?.day ?? null;
}

/** Records that a day is finished, once. */
export async function finishSweep(
  database: Database,
  organizationId: number,
  sweep: { readonly day: LocalDate; readonly members: number; readonly finishedAt: Date },
): Promise<void> {
  const { day, members, finishedAt } = sweep;
  await execute(
    database,
    kysely
      .updateTable("organization_sweeps")
      .set({ finished_at: finishedAt, members })
      .where("organization_id", "=", organizationId)
      .where("day", "=", day)
      .where("finished_at", "is", null),
  );
}
