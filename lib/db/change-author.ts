import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { Operand, Row } from "@/lib/db/kysely";

type RecordedChange = Row<"assignment_changes">;

export type ChangeSource = NonNullable<RecordedChange["source"]>;

export type ChangeReason = NonNullable<RecordedChange["reason"]>;

/** Who changes assignments, by what, when and why; null where it is not known. Triggers record it with each change. */
export type ChangeAuthor = {
  readonly actorId: RecordedChange["actor_id"];
  readonly source: ChangeSource | null;
  readonly at: Date;
  readonly reason: ChangeReason | null;
};

/** The value for `nameChangeAuthor`. */
export function toAuthorText({ actorId, source, at, reason }: ChangeAuthor): string {
  return JSON.stringify({ actor_id: actorId, source, at, reason });
}

/**
 * A condition that is always true and names the author of the statement's changes, and of those that follow in the
 * transaction. A part of the statement that writes, because a statement of its own costs a round trip.
 */
export function nameChangeAuthor(author: Operand<string>): RawBuilder<boolean> {
  return sql`(select set_config('pts.change', ${author}, true)) is not null`;
}
