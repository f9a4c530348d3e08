import type { MemberPart } from "@/lib/performance/domain/releases/batch";
import type { ReleasePlan } from "@/lib/performance/domain/releases/plan-releases";
import type { Reader } from "@/lib/performance/domain/releases/readers";
import type { ReleaseFigures } from "@/lib/performance/domain/releases/release-figures";
import type { OrganizationMember } from "@/lib/performance/domain/releases/release-groups";
import { mapComponents, type PerComponent } from "@/lib/performance/domain/scoring/policy";
import type { SumField, Sums } from "@/lib/performance/domain/scoring/sums";
import { buildPolicy, buildSums } from "@/lib/performance/domain/testing/samples";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import { toMonth } from "@/lib/performance/domain/time/months";
import type { MemberId, TeamId } from "@/lib/performance/domain/units/ids";
import { toRatioHundredths } from "@/lib/performance/domain/units/ratio-hundredths";
import { toScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";

/** The sums of completions with a due date, a skill match and a difficulty each. */
export function buildFullSums(
  tasks: number,
  differences: Partial<Record<SumField, number>> = {},
): Sums {
  return buildSums({
    tasks,
    due: tasks,
    onTime: tasks,
    skillRated: tasks,
    skillMatch: 8000 * tasks,
    difficultyRated: tasks,
    difficulty: 500 * tasks,
    ...differences,
  });
}

/** Two completions of a member of team 1, recorded on a day at noon (UTC). */
export function buildPart(
  userId: MemberId,
  day: string,
  differences: Partial<MemberPart> = {},
): MemberPart {
  const lastRecordedAt = new Date(`${day}T12:00:00Z`);
  return {
    userId,
    teamId: 1,
    month: toMonth(toLocalDate(lastRecordedAt, "UTC")),
    sums: buildFullSums(2),
    lastEntryId: BigInt(userId),
    lastRecordedAt,
    ...differences,
  };
}

/** A member who has been in a team since the beginning of 2024; null: in none. */
export function buildMember(
  userId: MemberId,
  teamId: TeamId | null = 1,
  differences: Partial<OrganizationMember> = {},
): OrganizationMember {
  const createdAt = new Date("2024-01-01T00:00:00Z");
  return {
    userId,
    teamId,
    createdAt,
    deactivatedAt: null,
    memberships: teamId === null ? [] : [{ teamId, since: createdAt, until: null }],
    ...differences,
  };
}

export function buildReader(userId: MemberId, differences: Partial<Reader> = {}): Reader {
  return {
    userId,
    createdAt: new Date("2024-01-01T00:00:00Z"),
    view: { kind: "self" },
    viewSince: new Date("2024-01-01T00:00:00Z"),
    ...differences,
  };
}

/** January 2024 of an organization that sees releases of five others. */
export function buildPlan(differences: Partial<ReleasePlan> = {}): ReleasePlan {
  return {
    months: ["2024-01"],
    timeZone: "UTC",
    threshold: 5,
    waiting: [],
    members: [],
    readers: [],
    policies: [buildPolicy()],
    firstMonth: "2024-01",
    countedUpTo: new Map(),
    ...differences,
  };
}

export type PlaisCounted = Pick<ReleaseFigures, "members" | "completions" | "bins"> & {
  readonly meanScore: number;
  readonly scoreDeviation: number;
  readonly meanRatios: PerComponent<number | null>;
};

export function buildFigures(differences: Partial<PlaisCounted> = {}): ReleaseFigures {
  const { members = 6, completions = 10, meanScore = 8000, scoreDeviation = 0 } = differences;
  const { meanRatios = { onTime: 100, skill: 80, difficulty: 50 } } = differences;
  const { bins = [{ low: 0, high: 100, members: 6 }] } = differences;
  return {
    members,
    completions,
    meanScore: toScoreHundredths(meanScore),
    scoreDeviation: toScoreHundredths(scoreDeviation),
    meanRatios: mapComponents((component) => {
      const ratio = meanRatios[component];
      return ratio === null ? null : toRatioHundredths(ratio);
    }),
    bins,
  };
}

/** The numbers from one to another, both included. */
export function listNumbers(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
