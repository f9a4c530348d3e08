import type { ActorId, MemberId } from "@/lib/performance/domain/units/ids";

/** A member with all their names. */
export type NamedMember = {
  readonly userId: MemberId;
  readonly username: string;
  readonly displayName: string;
  /** Replaces both names where the organization is pseudonymous. */
  readonly alias: string;
};

/** A member, or a service account, whose name is the same in every mode. */
export type NamedActor = Omit<NamedMember, "userId"> & { readonly userId: ActorId };

/** Before the id of a service account, in the place of a username: no username has a colon. */
export const serviceAccountPrefix = "service-account:";

/** A member or actor of an outer join; null where there is none. */
export function toNamedMember<Id extends ActorId>(
  userId: Id | null,
  username: string | null,
  displayName: string | null,
  alias: string | null,
): (Omit<NamedMember, "userId"> & { readonly userId: Id }) | null {
  return userId === null || username === null || displayName === null || alias === null
    ? null
    : { userId, username, displayName, alias };
}
