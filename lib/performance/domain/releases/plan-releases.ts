import { getPolicyInForce, type ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import {
  addMonths,
  endOfMonth,
  findEarliest,
  getLastDay,
  type Month,
  toMonth,
} from "@/lib/performance/domain/time/months";
import { type Batch, buildBatch, type MemberPart } from "./batch";
import { isReleasable, type Reader } from "./readers";
import { computeReleaseFigures, type ReleaseFigures } from "./release-figures";
import {
  getReleaseGroup,
  listActiveMembers,
  listGroupedTeams,
  type OrganizationMember,
  OTHER_TEAMS,
  type RecordedTeamId,
  type ReleaseGroup,
} from "./release-groups";

/** A batch that may be shown. */
export type Release = {
  readonly group: ReleaseGroup;
  /** The first month that it covers. */
  readonly from: Month;
  /** The month at whose end it was made. */
  readonly to: Month;
  readonly threshold: number;
  readonly policyVersion: number;
  readonly figures: ReleaseFigures;
  readonly batch: Batch;
  /** All that it takes from what waits, also of members who are not in its figures. */
  readonly parts: readonly MemberPart[];
};

export type ReleasePlan = {
  /** The months whose ends are due, ascending. */
  readonly months: readonly Month[];
  readonly timeZone: string;
  readonly threshold: number;
  /** What no batch has counted yet. */
  readonly waiting: readonly MemberPart[];
  readonly members: readonly OrganizationMember[];
  readonly readers: readonly Reader[];
  /** Every version, ascending. */
  readonly policies: readonly ScoringPolicy[];
  /** The month in which the organization began. */
  readonly firstMonth: Month;
  /** For each team, the month up to which batches counted its work. */
  readonly countedUpTo: ReadonlyMap<RecordedTeamId, Month>;
};

/**
 * The batches of the months that are due. A group has one for a month in which something was recorded in it, and where
 * the batch may be shown to every reader; else its work waits for the next one.
 */
export function planReleases(plan: ReleasePlan): readonly Release[] {
  const releases: Release[] = [];
  let { waiting, countedUpTo } = plan;
  for (const month of plan.months) {
    const made = planMonth({ ...plan, waiting, countedUpTo }, month);
    const counted = new Set(made.flatMap(({ parts }) => parts));
    waiting = waiting.filter((part) => !counted.has(part));
    countedUpTo = new Map([
      ...countedUpTo,
      ...[...counted].map(({ teamId }) => [teamId, month] as const),
    ]);
    releases.push(...made);
  }
  return releases;
}

function planMonth(plan: ReleasePlan, month: Month): readonly Release[] {
  const { threshold, members } = plan;
  const end = endOfMonth(month, plan.timeZone);
  if (listActiveMembers(members, end).length <= threshold) return [];
  const groupedTeams = listGroupedTeams(members, end, threshold);
  const due = plan.waiting.filter((part) => part.month <= month);
  const groups: readonly ReleaseGroup[] = [
    ...[...groupedTeams]
      .sort((left, right) => left - right)
      .map((teamId) => ({ kind: "team", teamId }) as const),
    OTHER_TEAMS,
  ];
  const teamOf = new Map(members.map(({ userId, teamId }) => [userId, teamId]));
  return groups.flatMap((group) => {
    const isWithin = (teamId: RecordedTeamId) =>
      areSameGroups(getReleaseGroup(teamId, groupedTeams), group);
    return planGroup(plan, {
      ...{ group, month },
      parts: due.filter(({ teamId }) => isWithin(teamId)),
      isPresent: ({ userId }) => isWithin(teamOf.get(userId) ?? null),
    });
  });
}

type GroupMonth = {
  readonly group: ReleaseGroup;
  readonly month: Month;
  readonly parts: readonly MemberPart[];
  /** Whether the member of a part is still in the group. */
  readonly isPresent: (part: MemberPart) => boolean;
};

/**
 * The release of a group for a month, if it has one. Where the figures over all its members may not be shown, those
 * over the members who are still in it are, if they may: else a team would never have a release again after a member
 * has left and another team lead has come, who sees all of them but that one.
 */
function planGroup(
  plan: ReleasePlan,
  { group, month, parts, isPresent }: GroupMonth,
): readonly Release[] {
  if (!parts.some((part) => part.month === month)) return [];
  const { threshold, readers } = plan;
  const members = new Map(plan.members.map((member) => [member.userId, member]));
  const policy = getPolicyInForce(plan.policies, getLastDay(month));
  const batch = [parts, parts.filter(isPresent)]
    .map((counted) => buildBatch(counted, policy, threshold))
    .find((candidate) => isReleasable(candidate, { threshold, readers, members }));
  if (batch === undefined) return [];
  return [
    {
      group,
      from: findFirstMonth(plan, parts, month),
      to: month,
      threshold,
      policyVersion: policy.version,
      figures: computeReleaseFigures(batch, threshold),
      batch,
      parts,
    },
  ];
}

/**
 * The month after those that earlier batches counted. It depends on no entry, so that a month in which nothing was
 * recorded looks like one whose batch was held back.
 */
function findFirstMonth(plan: ReleasePlan, parts: readonly MemberPart[], month: Month): Month {
  const teams = new Set(parts.map(({ teamId }) => teamId));
  const months = [...teams].map((teamId) => {
    const counted = plan.countedUpTo.get(teamId);
    return counted === undefined ? findFoundation(plan, teamId) : addMonths(counted, 1);
  });
  return findEarliest([...months, month]) ?? month;
}

function findFoundation(
  { members, timeZone, firstMonth }: ReleasePlan,
  teamId: RecordedTeamId,
): Month {
  if (teamId === null) return firstMonth;
  const since = members
    .flatMap(({ memberships }) => memberships)
    .filter((membership) => membership.teamId === teamId)
    .map((membership) => toMonth(toLocalDate(membership.since, timeZone)));
  return findEarliest(since) ?? firstMonth;
}

function areSameGroups(left: ReleaseGroup, right: ReleaseGroup): boolean {
  return left.kind === "team" && right.kind === "team"
    ? left.teamId === right.teamId
    : left.kind === right.kind;
}
