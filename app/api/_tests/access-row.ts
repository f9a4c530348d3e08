import type { SharedKind } from "@/lib/context";
import type { Actor } from "./actors";
import type { Rule } from "./access-rules";

export type Kind =
  | "member"
  | "team"
  | "assignment"
  | "skill"
  | "token"
  | "session"
  | "shareLink"
  | "job"
  | "entry"
  | "contest";

/** Oneself, the average, or work of somebody in the first team. */
export type Given = "self" | "average" | "work";

export type IdRule = {
  readonly kind: Kind;
  readonly rule: Rule;
  /** In a query: that it may be left out. */
  readonly isOptional?: boolean;
  /** That it names nobody other than the caller. */
  readonly isOneself?: boolean;
  /** Where only aggregates are shown; absent: the same, but nobody other than oneself. */
  readonly aggregate?: Rule;
};

export type Row = {
  /** By parameter, or field of the body: each is varied by itself. */
  readonly ids?: Readonly<Record<string, IdRule>>;
  /** Of a route that takes no id. */
  readonly rule?: Rule;
  readonly aggregate?: Rule;
  /** Seen with a link of the colleague's that shows this. */
  readonly link?: SharedKind;
  /** Words in the address that are no ids. */
  readonly words?: Readonly<Record<string, string>>;
  /** What stands in place of the ids that are not varied. */
  readonly given?: (actor: Actor) => Readonly<Record<string, Given>>;
  readonly body?: (unique: string) => Readonly<Record<string, unknown>>;
  /** That whoever may takes the thing away: each gets one of their own. */
  readonly isLast?: boolean;
};
