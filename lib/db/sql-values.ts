import "server-only";
import { type Expression, isExpression, type RawBuilder, sql } from "kysely";
import pg from "pg";

/** The JavaScript value of each SQL type in use, whichever way a statement runs. */
export type SqlValues = {
  bool: boolean;
  int2: number;
  int4: number;
  int8: bigint;
  float8: number;
  /** As text: no number of JavaScript holds it. */
  numeric: string;
  text: string;
  uuid: string;
  /** `YYYY-MM-DD`. */
  date: string;
  timestamptz: Date;
  json: unknown;
  jsonb: unknown;
};

export type SqlType = keyof SqlValues;

/** A cast keeps null and the unit of a value. */
type Cast<Value, Result> = Value extends Result | null ? Value : Result;

/** `CAST(expression AS type)`. */
export function castTo<Type extends SqlType, Value>(
  expression: Expression<Value>,
  type: Type,
): RawBuilder<Cast<Value, SqlValues[Type]>> {
  return sql`cast(${expression} as ${sql.raw(type)})`;
}

/** A value and its type, where PostgreSQL cannot infer the type from what surrounds the value. */
export function parameter<
  Type extends SqlType,
  Value extends SqlValues[Type] | (Type extends "int8" ? number : never) | null,
>(value: Value, type: Type): RawBuilder<Cast<Value, SqlValues[Type]>> {
  return castTo(sql.val(value), type);
}

/** `column = ANY (values)` by `where("column", "=", anyOf(values))`: one parameter, however many values. */
export function anyOf<Value>(
  values: readonly Value[] | Expression<readonly Value[]>,
): RawBuilder<Value> {
  return sql`any(${isExpression(values) ? values : [...values]})`;
}

/** Whether a JSON object has a key. */
export function hasKey(fields: Expression<unknown>, name: string): RawBuilder<boolean> {
  return sql`jsonb_exists(${fields}, ${sql.lit(name)})`;
}

const { builtins, getTypeParser } = pg.types;
const arrays = { int8: 1016, date: 1182, text: 1009, timestamp: 1115, numeric: 1231 };

const parseTexts: (text: string) => readonly (string | null)[] = getTypeParser(arrays.text);

function parseArray<Value>(parse: (text: string) => Value): (text: string) => (Value | null)[] {
  return (text) => parseTexts(text).map((one) => (one === null ? null : parse(one)));
}

const keepText = (text: string): string => text;
const parseUtc = (text: string): Date => new Date(`${text.replace(" ", "T")}Z`);

/** Where `pg` has another value than Prisma's interface, or one that loses something. */
const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, BigInt],
  [arrays.int8, parseArray(BigInt)],
  [builtins.NUMERIC, keepText],
  [arrays.numeric, parseArray(keepText)],
  [builtins.DATE, keepText],
  [arrays.date, parseArray(keepText)],
  [builtins.TIMESTAMP, parseUtc],
  [arrays.timestamp, parseArray(parseUtc)],
]);

/** How a pool of `pg` reads the text of a column's type. */
export const sqlValueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => parsers.get(oid) ?? getTypeParser(oid, format),
};
