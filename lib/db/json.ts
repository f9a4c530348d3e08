import "server-only";
import { type Expression, type RawBuilder, sql } from "kysely";

/** What JSON makes of a column's value: a number of a bigint (exact within ±2^53), ISO 8601 text of an instant. */
export type JsonOf<Value> = Value extends bigint ? number : Value extends Date ? string : Value;

type Expressions = Readonly<Record<string, Expression<unknown>>>;

/** `json_build_object('name', expression, …)`. */
export function jsonObject<const Values extends Expressions>(
  values: Values,
): RawBuilder<{ [Name in keyof Values]: JsonOfExpression<Values[Name]> }> {
  const parts = Object.entries(values).flatMap(([name, value]) => [sql.lit(name), value]);
  return sql`json_build_object(${sql.join(parts)})`;
}

/** `json_build_array(expression, …)`: shorter than an object where there are very many. */
export function jsonTuple<const Values extends readonly Expression<unknown>[]>(
  values: Values,
): RawBuilder<{ [Index in keyof Values]: JsonOfExpression<Values[Index]> }> {
  return sql`json_build_array(${sql.join(values)})`;
}

/** All values of a group as one JSON array, in an order; empty where there is none. */
export function jsonList<Value>(
  value: Expression<Value>,
  order: readonly Expression<unknown>[] = [],
): RawBuilder<JsonOf<Value>[]> {
  const inOrder = order.length === 0 ? sql`` : sql` order by ${sql.join(order)}`;
  return sql`coalesce(json_agg(${value}${inOrder}), '[]'::json)`;
}

type JsonOfExpression<One> = One extends Expression<infer Value> ? JsonOf<Value> : never;
