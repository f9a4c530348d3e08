import type { MemberId } from "@/lib/performance/domain/units/ids";

/** A member with all their names. */
export type NamedMember = {
  readonly userId: MemberId;
  readonly username: string;
  readonly displayName: string;
  /** Replaces both names where the organization is pseudonymous. */
  readonly alias: string;
};

/** A member of an outer join; null where there is none. */
export function toNamedMember(
  userId: MemberId | null,
  username: string | null,
  displayName: string | null,
  alias: string | null,
): NamedMember | null {
  return userId === null || username === null || displayName === null || alias === null
    ? null
    : { userId, username, displayName, alias };
}
