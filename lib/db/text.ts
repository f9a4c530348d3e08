import "server-only";
import { type Expression, type RawBuilder, sql } from "kysely";
import type { Operand } from "@/lib/db/kysely";

/** `lower(text)`: the database's idea of case, which may differ from that of JavaScript. */
export function lower(text: Operand<string>): RawBuilder<string> {
  return sql`lower(${text})`;
}

/** Whether a text contains another, in any case; null where the text is null. */
export function containsText(
  text: Expression<string | null>,
  part: Operand<string>,
): RawBuilder<boolean> {
  return sql`position(lower(${part}::text) in lower(${text})) > 0`;
}
