import type { InvalidParam } from "@/lib/errors";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import type { NamedSkill } from "@/lib/performance/domain/assignments/value-rules";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/** Who an item belongs to, by an id of this service, or by what the other system calls the person. */
export type DeliveredPerson =
  | { readonly kind: "member"; readonly userId: MemberId }
  | {
      readonly kind: "names";
      /** Addresses, ids and usernames; the one that never changes comes last. */
      readonly names: readonly [string, ...string[]];
      readonly shown: string;
    };

/** The fields that the other system decides about. An absent one keeps what is stored; null empties it. */
export type StateFields = Omit<
  AssignmentInput,
  "externalId" | "userId" | "requiredSkills" | "deletedAt"
>;

export type DeliveredState = {
  readonly kind: "state";
  readonly fields: StateFields;
  /** Absent: those that are stored stay. */
  readonly skills?: readonly NamedSkill[];
  readonly person: DeliveredPerson;
};

/** An item of a delivery: its whole state at a time that the other system states. */
export type DeliveredItem =
  | ({ readonly externalId: string; readonly ownTime: Date } & (
      | DeliveredState
      /** It is there, and belongs to no person. */
      | { readonly kind: "unassigned" }
      | { readonly kind: "deleted" }
    ))
  | {
      readonly kind: "invalid";
      /** Null where the item does not say it. */
      readonly externalId: string | null;
      readonly ownTime: Date | null;
      readonly errors: readonly InvalidParam[];
    };

/** What a delivery is about; without items it is about nothing that is recorded. */
export type ReadDelivery = {
  readonly event: string | null;
  readonly items: readonly DeliveredItem[];
};
