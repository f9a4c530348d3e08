import type { MemberId, TeamId } from "@/lib/performance/domain/units/ids";
/** The team in which a member recorded something; null: they were in none. */
export type RecordedTeamId = TeamId | null;

/** A team with enough members, or all smaller teams and the members without a team together. */
export type ReleaseGroup =
  | { readonly kind: "team"; readonly teamId: TeamId }
  | { readonly kind: "other_teams" };

/** A period of a member in a team, including `since` and excluding `until`; null: the member is still in it. */
export type Membership = {
  readonly teamId: TeamId;
  readonly since: Date;
  readonly until: Date | null;
};

/** A member of the organization, as the groups and the views of readers need them. */
export type OrganizationMember = {
  readonly userId: MemberId;
  /** The present team. */
  readonly teamId: TeamId | null;
  readonly createdAt: Date;
  readonly deactivatedAt: Date | null;
  /** In the order in which they began. */
  readonly memberships: readonly Membership[];
};

export const OTHER_TEAMS: ReleaseGroup = { kind: "other_teams" };

/** The members who are active at an instant. */
export function listActiveMembers(
  members: readonly OrganizationMember[],
  at: Date,
): readonly OrganizationMember[] {
  return members.filter(
    ({ createdAt, deactivatedAt }) =>
      createdAt <= at && (deactivatedAt === null || deactivatedAt > at),
  );
}

/** The membership at an instant. Where some overlap, after a clock was set back, it is the newest. */
function findMembership(memberships: readonly Membership[], at: Date): Membership | undefined {
  return memberships
    .filter(({ since, until }) => since <= at && (until === null || until > at))
    .at(-1);
}

/** The teams that are groups of their own at an instant: more than `threshold` active members. */
export function listGroupedTeams(
  members: readonly OrganizationMember[],
  at: Date,
  threshold: number,
): ReadonlySet<TeamId> {
  const sizes = new Map<TeamId, number>();
  for (const { memberships } of listActiveMembers(members, at)) {
    const membership = findMembership(memberships, at);
    if (membership === undefined) continue;
    sizes.set(membership.teamId, (sizes.get(membership.teamId) ?? 0) + 1);
  }
  return new Set([...sizes].filter(([, size]) => size > threshold).map(([teamId]) => teamId));
}

/** The group that a team's work belongs to. */
export function getReleaseGroup(
  teamId: RecordedTeamId,
  groupedTeams: ReadonlySet<TeamId>,
): ReleaseGroup {
  return teamId !== null && groupedTeams.has(teamId) ? { kind: "team", teamId } : OTHER_TEAMS;
}
