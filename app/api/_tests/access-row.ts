import type { SharedKind } from "@/lib/context";
import type { Rule } from "./access-rules";
import type { Actor } from "./actors";

export type TargetKind =
  | "member"
  | "team"
  | "assignment"
  | "skill"
  | "token"
  | "serviceAccount"
  | "session"
  | "shareLink"
  | "job"
  | "entry"
  | "change"
  | "contest"
  | "decision"
  | "contestedDecision"
  | "proposal"
  | "auditor"
  | "import"
  | "finishedImport"
  | "importMapping"
  | "connection"
  | "delivery"
  | "connectionPerson";

/** The actor, the average of a comparison, a new member or import, or a new assignment of the first team. */
export type FixedTarget = "self" | "average" | "newMember" | "import" | "assignment";

type PairedId = {
  readonly name: string;
  readonly kind: "assignment" | "change";
  readonly of: "same member" | "actor";
};

export type IdRule = {
  readonly kind: TargetKind;
  readonly rule: Rule;
  /** Whether a request may omit it. */
  readonly isOptional?: boolean;
  /** Whether only the caller's own id is allowed. */
  readonly isSelfOnly?: boolean;
  /** Another parameter, which names a resource of the same member, or of the actor. */
  readonly paired?: PairedId;
  /** Fields of the body that go with this id. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** In the privacy mode `aggregate`. Default: `rule`, but no other member. */
  readonly aggregate?: Rule;
};

export type AccessRow = {
  /** By parameter or field of the body. The matrix varies one at a time. */
  readonly ids?: Readonly<Record<string, IdRule>>;
  /** For a route without ids. */
  readonly rule?: Rule;
  readonly aggregate?: Rule;
  /** The request carries a share link of the colleague for this. */
  readonly link?: SharedKind;
  /** A parameter with another text in each request, which names nothing. */
  readonly uniqueParameter?: string;
  /** Parameters that are no ids. */
  readonly otherParameters?: Readonly<Record<string, string>>;
  /** The ids that are not varied. */
  readonly fixedIds?: (actor: Actor) => Readonly<Record<string, FixedTarget>>;
  readonly body?: (unique: string) => Readonly<Record<string, unknown>>;
  /** The file that the request carries in the place of a body. */
  readonly upload?: { readonly contentType: string; readonly text: string };
  /** Whether the request deletes or ends its target: each case gets a new one, and runs last. */
  readonly isDestructive?: boolean;
};
