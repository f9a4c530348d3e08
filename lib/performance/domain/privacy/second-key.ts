const DAY = 86_400_000;
/** An invitation can be accepted for so long after it was created. */
const INVITATION_DAYS = 7;

/** What the audit log says about a person's role and password. */
export type KeyEvent = {
  readonly at: Date;
  /** Null: the service itself. */
  readonly actorId: number | null;
  /** `role`: created, changed or brought back; `invitation`: a link with which the person sets a password. */
  readonly kind: "role" | "password" | "invitation";
};

export type SecondKey = {
  readonly proposer: number;
  readonly proposedAt: Date;
  readonly candidate: number;
  /** When the candidate was created; counts where the audit log knows no other beginning of the role. */
  readonly createdAt: Date;
  readonly events: readonly KeyEvent[];
  readonly noticeDays: number;
  readonly now: Date;
};

/**
 * Whether the candidate, who has the role that approves, is a second key: another person than the proposer, in the role
 * for the whole notice and since before the proposal, whose role and password the proposer has not set within it.
 */
export function isSecondKey(key: SecondKey): boolean {
  const { proposer, proposedAt, candidate, createdAt, events, noticeDays, now } = key;
  const start = now.getTime() - noticeDays * DAY;
  const roleTimes = events.filter(({ kind }) => kind === "role").map(({ at }) => at.getTime());
  const roleSince = Math.max(createdAt.getTime(), ...roleTimes);
  const isLongEnough = roleSince <= start && roleSince < proposedAt.getTime();
  const isOwn = events.every(
    ({ at, actorId, kind }) =>
      actorId !== proposer ||
      at.getTime() < (kind === "invitation" ? start - INVITATION_DAYS * DAY : start),
  );
  return candidate !== proposer && isLongEnough && isOwn;
}
