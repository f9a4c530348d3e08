import "server-only";
import { type Expression, sql } from "kysely";
import { Prisma } from "@/lib/db/generated/client";
import { kysely } from "@/lib/db/kysely";

/** A typed expression inside a statement that is still written as text. */
export function toPrismaSql(expression: Expression<unknown>): Prisma.Sql {
  const compiled = sql`${expression}`.compile(kysely);
  return new Prisma.Sql(compiled.sql.split(/\$\d+/), [...compiled.parameters]);
}
