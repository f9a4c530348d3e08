import "server-only";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import {
  combineReleases,
  listNewestReleases,
  toReleaseMonths,
} from "@/lib/performance/domain/releases/combine-releases";
import type { ReleaseFigures } from "@/lib/performance/domain/releases/release-figures";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { getFirstDay, getLastDay, toMonth } from "@/lib/performance/domain/time/months";
import type { Group } from "@/lib/performance/ledger/queries/groups";
import { listStoredReleases } from "@/lib/performance/releases/queries/releases";

/** Figures that were released, of one group and month or of several together. */
export type ReleasedFigures = {
  readonly figures: ReleaseFigures;
  /** The first and the last local day. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** When the last of them was released. */
  readonly releasedAt: Date;
};

/**
 * The released figures of a team, or of the organization as the sum of its groups: of the newest month, or of three or
 * twelve months together. Null before the first release. It checks no access.
 *
 * @param days absent or 28–31: a month; 90–92: three; 365–366: twelve.
 * @throws AppError `invalid_request` for any other number of days.
 */
export async function getReleasedFigures(
  { database, organizationId }: Pick<Context, "database" | "organizationId">,
  group: Exclude<Group, { kind: "member" }>,
  days?: number,
): Promise<ReleasedFigures | null> {
  const months = requireReleaseMonths(days);
  const teamId = group.kind === "team" ? group.teamId : null;
  const stored = await listStoredReleases(database, organizationId, {
    ...{ teamId, before: null, limit: null },
  });
  const releases = listNewestReleases(
    stored.map(({ firstDay, lastDay, figures, releasedAt }) => ({
      ...{ from: toMonth(firstDay), to: toMonth(lastDay), figures, releasedAt },
    })),
    months,
  );
  const combined = combineReleases(releases);
  if (combined === null) return null;
  return {
    figures: combined.figures,
    from: getFirstDay(combined.from),
    to: getLastDay(combined.to),
    releasedAt: new Date(Math.max(...releases.map(({ releasedAt }) => releasedAt.getTime()))),
  };
}

function requireReleaseMonths(days: number | undefined): number {
  const months = toReleaseMonths(days);
  if (months !== null) return months;
  const reason = "must be 28 to 31 for a month, 90 to 92 for three or 365 to 366 for twelve";
  throw new AppError(
    "invalid_request",
    `Figures of a group whose members you do not see are released by whole months: days ${reason}.`,
    { invalidParams: [{ name: "days", reason }] },
  );
}
