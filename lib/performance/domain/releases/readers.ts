import type { Batch, BatchMember } from "./batch";
import type { OrganizationMember } from "./release-groups";

/** Whose figures a reader sees one by one, beside their own. */
export type ReaderView =
  | { readonly kind: "self" }
  | { readonly kind: "team"; readonly teamId: number }
  | { readonly kind: "organization" };

/** A member who may read releases, now or when they come back. */
export type Reader = {
  readonly userId: number;
  readonly view: ReaderView;
  /** Since when the reader has had this view. Before it, they may have seen any member. */
  readonly viewSince: Date;
};

/** What decides whether a batch may be shown. */
export type ReleaseRule = {
  /** The least number of members that are unknown to each reader. */
  readonly threshold: number;
  readonly readers: readonly Reader[];
  readonly members: ReadonlyMap<number, OrganizationMember>;
};

/**
 * Whether the figures of a batch may be shown to every reader: more than `threshold` members, none with more than half
 * of the completions, and for each reader at least `threshold` members whose part they do not know. A reader who sees
 * every single member of the batch learns nothing from it, and does not count.
 */
export function isReleasable(batch: Batch, rule: ReleaseRule): boolean {
  return (
    batch.members.length > rule.threshold &&
    !isDominated(batch) &&
    rule.readers.every((reader) => isSafeFor(reader, batch, rule))
  );
}

/** Whether one member has more than half of the completions. */
export function isDominated({ members }: Batch): boolean {
  const completions = members.reduce((total, { sums }) => total + sums.tasks, 0);
  return members.some(({ sums }) => 2 * sums.tasks > completions);
}

/** Whether what the reader does not know of a batch concerns `threshold` members, or none. */
export function isSafeFor(
  reader: Reader,
  batch: Batch,
  { threshold, members }: ReleaseRule,
): boolean {
  const unknown = batch.members.filter(
    (member) => !isKnownTo(reader, member, members.get(member.userId)),
  );
  const hidden = unknown.filter(({ lastRecordedAt }) => lastRecordedAt > reader.viewSince);
  return unknown.length === 0 || hidden.length >= threshold;
}

/** Whether the reader certainly knows all that the batch counts of a member. */
function isKnownTo(
  { userId, view, viewSince }: Reader,
  member: BatchMember,
  identity: OrganizationMember | undefined,
): boolean {
  if (member.userId === userId || view.kind === "organization") return true;
  if (view.kind === "self" || identity === undefined) return false;
  return (
    identity.teamId === view.teamId ||
    identity.memberships.some(
      ({ teamId, until }) =>
        teamId === view.teamId &&
        until !== null &&
        until >= member.lastRecordedAt &&
        until >= viewSince,
    )
  );
}
