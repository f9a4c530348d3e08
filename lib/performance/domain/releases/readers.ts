import type { MemberId, TeamId } from "@/lib/performance/domain/units/ids";
import type { Batch, BatchMember } from "./batch";
import type { OrganizationMember } from "./release-groups";

/** Whose figures a reader sees one by one, beside their own. */
export type ReaderView =
  | { readonly kind: "self" }
  | { readonly kind: "team"; readonly teamId: TeamId }
  | { readonly kind: "organization" };

/** A member who may read releases, now or when they come back. */
export type Reader = {
  readonly userId: MemberId;
  /** Before it, the reader has seen no figure of any member. */
  readonly createdAt: Date;
  readonly view: ReaderView;
  /** Since when the reader has had this view. Before it, they may have seen any member. */
  readonly viewSince: Date;
};

/** What decides whether a batch may be shown. */
export type ReleaseRule = {
  /** The least number of members that are unknown to each reader. */
  readonly threshold: number;
  readonly readers: readonly Reader[];
  readonly members: ReadonlyMap<MemberId, OrganizationMember>;
};

/** The members of a batch, ordered so that the knowledge of thousands of readers is quickly computed. */
export type IndexedBatch = {
  readonly members: ReadonlyMap<MemberId, BatchMember>;
  /** When the last entry of each member was recorded, in milliseconds, ascending. */
  readonly lastTimes: readonly number[];
  /** The members who are in a team, or were. */
  readonly membersOfTeam: ReadonlyMap<TeamId, readonly BatchMember[]>;
};

/**
 * Whether the figures of a batch may be shown to every reader: more than `threshold` members, none with more than half
 * of the completions, and for each reader at least `threshold` members whose part they do not know. A reader who sees
 * every single member of the batch learns nothing from it, and does not count.
 */
export function isReleasable(batch: Batch, rule: ReleaseRule): boolean {
  if (batch.members.length <= rule.threshold || isDominated(batch)) return false;
  const indexed = indexBatch(batch, rule.members);
  return rule.readers.every((reader) => isSafeFor(reader, indexed, rule));
}

/** Whether one member has more than half of the completions. */
export function isDominated({ members }: Batch): boolean {
  const completions = members.reduce((total, { sums }) => total + sums.tasks, 0);
  return members.some(({ sums }) => 2 * sums.tasks > completions);
}

export function indexBatch(batch: Batch, members: ReleaseRule["members"]): IndexedBatch {
  const membersOfTeam = new Map<TeamId, BatchMember[]>();
  for (const member of batch.members) {
    for (const teamId of listTeams(members.get(member.userId))) {
      const known = membersOfTeam.get(teamId);
      if (known === undefined) membersOfTeam.set(teamId, [member]);
      else known.push(member);
    }
  }
  return {
    members: new Map(batch.members.map((member) => [member.userId, member])),
    lastTimes: batch.members
      .map(({ lastRecordedAt }) => lastRecordedAt.getTime())
      .sort((left, right) => left - right),
    membersOfTeam,
  };
}

/** Whether what the reader does not know of a batch concerns `threshold` members, or none. */
export function isSafeFor(
  reader: Reader,
  batch: IndexedBatch,
  { threshold, members }: Pick<ReleaseRule, "threshold" | "members">,
): boolean {
  if (reader.view.kind === "organization") return true;
  const known = listKnownMembers(reader, batch, members);
  const isAfter = (time: number) => time > reader.viewSince.getTime();
  const hiddenOfKnown = known.filter(({ lastRecordedAt }) => isAfter(lastRecordedAt.getTime()));
  const hidden = countFrom(batch.lastTimes, isAfter) - hiddenOfKnown.length;
  return known.length === batch.members.size || hidden >= threshold;
}

/** The members whose counted entries the reader certainly knows. */
function listKnownMembers(
  reader: Reader,
  { members: batchMembers, membersOfTeam }: IndexedBatch,
  members: ReleaseRule["members"],
): readonly BatchMember[] {
  const { userId, view } = reader;
  const own = batchMembers.get(userId);
  const seen = view.kind === "team" ? (membersOfTeam.get(view.teamId) ?? []) : [];
  return [
    ...(own === undefined ? [] : [own]),
    ...seen.filter(
      (member) => member !== own && isSeenBy(reader, member, members.get(member.userId)),
    ),
  ];
}

/** Whether the reader has had a member in view, themself, at a time after all that the batch counts of the member. */
function isSeenBy(
  { view, viewSince, createdAt }: Reader,
  { lastRecordedAt }: BatchMember,
  identity: OrganizationMember | undefined,
): boolean {
  if (view.kind !== "team" || identity === undefined) return false;
  return (
    identity.teamId === view.teamId ||
    identity.memberships.some(
      ({ teamId, until }) =>
        teamId === view.teamId &&
        until !== null &&
        until >= lastRecordedAt &&
        until >= viewSince &&
        until >= createdAt,
    )
  );
}

function listTeams(identity: OrganizationMember | undefined): ReadonlySet<TeamId> {
  if (identity === undefined) return new Set();
  const former = identity.memberships.map(({ teamId }) => teamId);
  return new Set(identity.teamId === null ? former : [identity.teamId, ...former]);
}

/** How many of the ascending numbers meet a condition that every greater number meets too. */
function countFrom(ascending: readonly number[], isMet: (value: number) => boolean): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const value = ascending[middle];
    if (value !== undefined && isMet(value)) high = middle;
    else low = middle + 1;
  }
  return ascending.length - low;
}
