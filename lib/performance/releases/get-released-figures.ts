import "server-only";
import type { Context } from "@/lib/context";
import { requireReleaseMonths, showsIndividuals } from "@/lib/performance/access/privacy-mode";
import {
  combineReleases,
  listNewestReleases,
} from "@/lib/performance/domain/releases/combine-releases";
import type { ReleaseFigures } from "@/lib/performance/domain/releases/release-figures";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { getFirstDay, getLastDay, type Month, toMonth } from "@/lib/performance/domain/time/months";
import type { TeamId } from "@/lib/performance/domain/units/ids";
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

type WholeGroup = Exclude<Group, { kind: "member" }>;
type Reading = Pick<Context, "database" | "organizationId">;

type MonthlyRelease = {
  readonly teamId: TeamId | null;
  readonly from: Month;
  readonly to: Month;
  readonly figures: ReleaseFigures;
  readonly releasedAt: Date;
};

/** Whether the viewer does not see the individuals of a group, and so its released figures only. */
export function seesReleasedOnly(
  viewer: Pick<Context, "actor" | "organization">,
  group: Group,
): group is WholeGroup {
  return group.kind !== "member" && !showsIndividuals(viewer);
}

/**
 * The released figures of a team, or of the organization as the sum of its groups: of the newest month, or of three or
 * twelve months together. Null before the first release. It checks no access.
 *
 * @param days absent, 7 or 28–31: a month; 90–92: three; 365–366: twelve.
 * @throws AppError `invalid_request` for any other number of days.
 */
export async function getReleasedFigures(
  reading: Reading,
  group: WholeGroup,
  days?: number,
): Promise<ReleasedFigures | null> {
  return combine(await listReleasesOf(reading, group, days));
}

export type ReleasedTrend = {
  /** Oldest first: one for each month with a release. */
  readonly months: readonly ReleasedFigures[];
  /** All of them together. */
  readonly whole: ReleasedFigures | null;
};

/** The figures of `getReleasedFigures`, together and month by month. */
export async function getReleasedTrend(
  reading: Reading,
  group: WholeGroup,
  days?: number,
): Promise<ReleasedTrend> {
  const releases = await listReleasesOf(reading, group, days);
  const ends = [...new Set(releases.map(({ to }) => to))].sort();
  return {
    months: ends.flatMap((end) => combine(releases.filter(({ to }) => to === end)) ?? []),
    whole: combine(releases),
  };
}

/** The released figures of each team that has any. */
export async function listReleasedTeams(
  reading: Reading,
  days?: number,
): Promise<ReadonlyMap<TeamId, ReleasedFigures>> {
  const months = requireReleaseMonths(days);
  const releases = await listMonthlyReleases(reading, null);
  const teamIds = new Set(releases.flatMap(({ teamId }) => teamId ?? []));
  return new Map(
    [...teamIds].flatMap((teamId) => {
      const own = releases.filter((release) => release.teamId === teamId);
      const found = combine(listNewestReleases(own, months));
      return found === null ? [] : [[teamId, found] as const];
    }),
  );
}

async function listReleasesOf(
  reading: Reading,
  group: WholeGroup,
  days: number | undefined,
): Promise<readonly MonthlyRelease[]> {
  const months = requireReleaseMonths(days);
  const teamId = group.kind === "team" ? group.teamId : null;
  return listNewestReleases(await listMonthlyReleases(reading, teamId), months);
}

async function listMonthlyReleases(
  { database, organizationId }: Reading,
  teamId: TeamId | null,
): Promise<readonly MonthlyRelease[]> {
  const stored = await listStoredReleases(database, organizationId, {
    ...{ teamId, before: null, limit: null },
  });
  return stored.map(({ group, firstDay, lastDay, figures, releasedAt }) => ({
    teamId: group.kind === "team" ? group.teamId : null,
    ...{ from: toMonth(firstDay), to: toMonth(lastDay), figures, releasedAt },
  }));
}

function combine(releases: readonly MonthlyRelease[]): ReleasedFigures | null {
  const combined = combineReleases(releases);
  if (combined === null) return null;
  return {
    figures: combined.figures,
    from: getFirstDay(combined.from),
    to: getLastDay(combined.to),
    releasedAt: new Date(Math.max(...releases.map(({ releasedAt }) => releasedAt.getTime()))),
  };
}
