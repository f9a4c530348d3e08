import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import type { Release } from "@/lib/performance/domain/releases/plan-releases";
import {
  RELEASE_ALGORITHM,
  type ReleaseFigures,
} from "@/lib/performance/domain/releases/release-figures";
import {
  OTHER_TEAMS,
  type RecordedTeamId,
  type ReleaseGroup,
} from "@/lib/performance/domain/releases/release-groups";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { getFirstDay, getLastDay, type Month, toMonth } from "@/lib/performance/domain/time/months";
import type { OrganizationId, TeamId } from "@/lib/performance/domain/units/ids";
import {
  protectedColumns,
  readProtectedSettings,
} from "@/lib/performance/members/queries/organizations";

/** What decides which months are due, and what may be released. */
export type ReleaseSettings = {
  readonly createdAt: Date;
  readonly timeZone: string;
  readonly threshold: number;
  readonly privacyMode: Row<"organizations">["privacy_mode"];
  /** When the mode in force began, also one that an approved change put in force without a statement. */
  readonly modeChangedAt: Date | null;
  /** Null: no month was ever due. */
  readonly releasedThrough: Month | null;
};

export async function getReleaseSettings(
  database: Database,
  organizationId: OrganizationId,
  now: Date,
): Promise<ReleaseSettings> {
  return toReleaseSettings(
    organizationId,
    await selectRow(database, selectReleaseSettings(organizationId)),
    now,
  );
}

/** Locks the organization's row, so that workers make releases one after another. */
export async function lockReleaseSettings(
  transaction: Transaction,
  organizationId: OrganizationId,
  now: Date,
): Promise<ReleaseSettings> {
  return toReleaseSettings(
    organizationId,
    await selectRow(transaction, selectReleaseSettings(organizationId).forNoKeyUpdate()),
    now,
  );
}

function selectReleaseSettings(organizationId: OrganizationId) {
  return kysely
    .selectFrom("organizations")
    .select(["created_at", "time_zone", "mode_changed_at", "released_through"])
    .select(protectedColumns)
    .where("id", "=", organizationId);
}

type SettingsRow = Pick<
  Row<"organizations">,
  | ("created_at" | "time_zone" | "mode_changed_at" | "released_through")
  | (typeof protectedColumns)[number]
>;

function toReleaseSettings(
  organizationId: OrganizationId,
  row: SettingsRow | null,
  now: Date,
): ReleaseSettings {
  if (row === null) throw new Error(`There is no organization ${organizationId}.`);
  const { values, announcedModeSince } = readProtectedSettings(row, now);
  return {
    createdAt: row.created_at,
    timeZone: row.time_zone,
    threshold: values.anonymityThreshold,
    privacyMode: values.privacyMode,
    modeChangedAt: findLatest([row.mode_changed_at, announcedModeSince]),
    releasedThrough: row.released_through === null ? null : toMonth(row.released_through),
  };
}

function findLatest(instants: readonly (Date | null)[]): Date | null {
  const times = instants.flatMap((instant) => instant?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.max(...times));
}

export async function keepReleasedMonth(
  transaction: Transaction,
  organizationId: OrganizationId,
  month: Month,
): Promise<void> {
  await execute(
    transaction,
    kysely
      .updateTable("organizations")
      .set({ released_through: getLastDay(month) })
      .where("id", "=", organizationId),
  );
}

/** For each team, the last month up to whose end a release counts its work. */
export async function listCountedMonths(
  transaction: Transaction,
  organizationId: OrganizationId,
): Promise<ReadonlyMap<RecordedTeamId, Month>> {
  const rows = await selectRows(
    transaction,
    kysely
      .selectFrom("aggregate_release_parts as part")
      .innerJoin("aggregate_releases as release", (join) =>
        join
          .onRef("release.organization_id", "=", "part.organization_id")
          .onRef("release.id", "=", "part.release_id"),
      )
      .select((eb) => ["part.team_id", eb.fn.max("release.last_day").as("last_day")])
      .where("part.organization_id", "=", organizationId)
      .groupBy("part.team_id"),
  );
  return new Map(rows.map((row) => [row.team_id, toMonth(row.last_day)]));
}

/** Stores a release and what it counts. */
export async function insertRelease(
  transaction: Transaction,
  organizationId: OrganizationId,
  release: Release,
  now: Date,
): Promise<void> {
  const { group, figures, parts, batch } = release;
  const counted = new Set(batch.members.flatMap((member) => member.parts));
  const inserted = await selectRow(
    transaction,
    kysely
      .insertInto("aggregate_releases")
      .values({
        organization_id: organizationId,
        team_id: group.kind === "team" ? group.teamId : null,
        first_day: getFirstDay(release.from),
        last_day: getLastDay(release.to),
        threshold: release.threshold,
        policy_version: release.policyVersion,
        algorithm: RELEASE_ALGORITHM,
        members: figures.members,
        completions: figures.completions,
        mean_score: figures.meanScore,
        score_deviation: figures.scoreDeviation,
        mean_on_time: figures.meanRatios.onTime,
        mean_skill: figures.meanRatios.skill,
        mean_difficulty: figures.meanRatios.difficulty,
        bins: JSON.stringify(figures.bins),
        created_at: now,
      })
      .returning("id"),
  );
  if (inserted === null) throw new Error("An insert that succeeds returns its row.");
  const part = unnestRows("part", {
    last_entry_id: ["int8", parts.map(({ lastEntryId }) => lastEntryId)],
    user_id: ["int4", parts.map(({ userId }) => userId)],
    team_id: ["int4", parts.map(({ teamId }) => teamId)],
    is_counted: ["bool", parts.map((one) => counted.has(one))],
  });
  await execute(
    transaction,
    kysely
      .insertInto("aggregate_release_parts")
      .columns([
        ...(["organization_id", "release_id", "last_entry_id", "user_id"] as const),
        ...(["team_id", "is_counted"] as const),
      ])
      .expression(
        kysely
          .selectFrom(part)
          .select([
            parameter(organizationId, "int4").as("organization_id"),
            parameter(inserted.id, "int8").as("release_id"),
            ...(["part.last_entry_id", "part.user_id"] as const),
            ...(["part.team_id", "part.is_counted"] as const),
          ]),
      ),
  );
}

/** A release as it was stored. */
export type StoredRelease = {
  readonly id: bigint;
  readonly group: ReleaseGroup;
  /** Null for the other teams, and for a deleted team. */
  readonly teamName: string | null;
  readonly firstDay: LocalDate;
  readonly lastDay: LocalDate;
  readonly threshold: number;
  readonly policyVersion: number;
  readonly algorithm: number;
  readonly figures: ReleaseFigures;
  readonly releasedAt: Date;
};

/** Releases of a team, or of all groups where it is null, newest first. */
export async function listStoredReleases(
  database: Database | Transaction,
  organizationId: OrganizationId,
  { teamId, before, limit }: ReleasePage,
): Promise<readonly StoredRelease[]> {
  const rows = await selectRows(
    database,
    selectReleases(organizationId)
      .$if(limit !== null, (select) => select.limit(limit ?? 0))
      .where((eb) =>
        eb.and([
          ...(teamId === null ? [] : [eb("release.team_id", "=", teamId)]),
          ...(before === null ? [] : [eb("release.id", "<", before)]),
        ]),
      )
      .orderBy("release.id", "desc"),
  );
  return rows.map(toStoredRelease);
}

export type ReleasePage = {
  readonly teamId: TeamId | null;
  /** The id of the last release of the page before. */
  readonly before: bigint | null;
  /** Null: all. */
  readonly limit: number | null;
};

function selectReleases(organizationId: OrganizationId) {
  return kysely
    .selectFrom("aggregate_releases as release")
    .leftJoin("teams as team", (join) =>
      join
        .onRef("team.organization_id", "=", "release.organization_id")
        .onRef("team.id", "=", "release.team_id"),
    )
    .selectAll("release")
    .select("team.name as team_name")
    .where("release.organization_id", "=", organizationId);
}

type ReleaseRow = Row<"aggregate_releases"> & { readonly team_name: string | null };

function toStoredRelease(row: ReleaseRow): StoredRelease {
  return {
    id: row.id,
    group: row.team_id === null ? OTHER_TEAMS : { kind: "team", teamId: row.team_id },
    teamName: row.team_name,
    firstDay: row.first_day,
    lastDay: row.last_day,
    threshold: row.threshold,
    policyVersion: row.policy_version,
    algorithm: row.algorithm,
    figures: {
      members: row.members,
      completions: row.completions,
      meanScore: row.mean_score,
      scoreDeviation: row.score_deviation,
      meanRatios: {
        onTime: row.mean_on_time,
        skill: row.mean_skill,
        difficulty: row.mean_difficulty,
      },
      bins: row.bins.map(({ low, high, members }) => ({ low, high, members })),
    },
    releasedAt: row.created_at,
  };
}
