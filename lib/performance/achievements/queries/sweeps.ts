import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { Nights } from "@/lib/performance/domain/time/nightly-evaluation-days";

export type OrganizationNightlyDays = Nights & { readonly organizationId: number };

/** Every organization with the last local day for which its sweep was due, or which was evaluated without one. */
export async function listMissedDays(
  database: Database,
): Promise<readonly OrganizationNightlyDays[]> {
  return database.$queryRaw<OrganizationNightlyDays[]>(Prisma.sql`
    SELECT id AS "organizationId", time_zone AS "timeZone", created_at AS "createdAt",
      GREATEST(evaluated_on, (SELECT max(day) FROM organization_sweeps AS sweep
        WHERE sweep.organization_id = organization.id))::text AS "lastDay"
    FROM organizations AS organization ORDER BY id`);
}

/** Keeps that days are due; answers how many of them nobody had kept before. */
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
  return transaction.$executeRaw(Prisma.sql`
    INSERT INTO organization_sweeps (organization_id, day, time_zone, scheduled_at)
    SELECT ${organizationId}, day::date, ${timeZone}, ${scheduledAt}
    FROM unnest(${[...days]}::text[]) AS due (day)
    ON CONFLICT DO NOTHING`);
}

/** The oldest day that is due and not done; null where all are. */
export async function findUnfinishedSweep(
  database: Database,
  organizationId: number,
): Promise<LocalDate | null> {
  const [row] = await database.$queryRaw<{ day: LocalDate }[]>(Prisma.sql`
    SELECT day::text AS day FROM organization_sweeps
    WHERE organization_id = ${organizationId} AND finished_at IS NULL
    ORDER BY day LIMIT 1`);
  return row?.day ?? null;
}

/** Keeps that a day is done, unless that is kept already. */
export async function finishSweep(
  database: Database,
  organizationId: number,
  sweep: { readonly day: LocalDate; readonly members: number; readonly finishedAt: Date },
): Promise<void> {
  const { day, members, finishedAt } = sweep;
  await database.$executeRaw(Prisma.sql`
    UPDATE organization_sweeps SET finished_at = ${finishedAt}, members = ${members}
    WHERE organization_id = ${organizationId} AND day = ${day}::date AND finished_at IS NULL`);
}
