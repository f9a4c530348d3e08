import type { z } from "zod";
import type { InvalidParam } from "@/lib/errors";
import type { ParamCode } from "@/lib/param-codes";

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** Each value that a schema rejects, by its path, with a sentence of this service. */
export function parseParams<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  whole = "body",
): { readonly data: z.output<Schema> } | { readonly invalid: readonly InvalidParam[] } {
  const parsed = schema.safeParse(value, { error: describeIssue });
  if (parsed.success) return { data: parsed.data };
  return { invalid: parsed.error.issues.flatMap((issue) => toInvalidParams(issue, value, whole)) };
}

function toInvalidParams(issue: Issue, value: unknown, whole: string): readonly InvalidParam[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      name: [...path, key].join("."),
      code: "unknown",
      reason: "is not known here",
    }));
  }
  const name = path.join(".") || whole;
  const isMissing = issue.code !== "custom" && findValue(value, issue.path) === undefined;
  if (!isMissing) return [{ name, code: getCode(issue), reason: issue.message }];
  // A sentence that names its field says that it must not be empty; others are about a value that is there.
  const isAboutField = issue.message.startsWith(`${path.at(-1)} `);
  return [{ name, code: "missing", reason: isAboutField ? issue.message : "must be given" }];
}

function findValue(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((found, key) => Object(found)[key], value);
}

function getCode(issue: Issue): ParamCode {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "int" ? "out_of_range" : "wrong_type";
    case "too_big":
    case "too_small":
    case "not_multiple_of":
      return "out_of_range";
    case "invalid_format":
      return "invalid_format";
    case "invalid_value":
      return "not_an_option";
    case "custom":
      return issue.params?.code ?? "invalid_value";
    default:
      return "invalid_value";
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

const formats: Readonly<Record<string, string>> = {
  date: "a date as 2026-05-15",
  datetime: "a time as 2026-05-15T14:30:00Z",
  email: "an email address",
  url: "a URL",
  uuid: "a UUID",
};

const units: Readonly<Record<string, string>> = {
  string: " characters",
  array: " items",
  set: " items",
  file: " bytes",
};

/** The sentence about an issue whose schema has none. */
function describeIssue(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${kinds[issue.expected] ?? "another kind of value"}`;
    case "too_big":
      return describeLimit("at most", issue.maximum, issue.origin);
    case "too_small":
      return describeLimit("at least", issue.minimum, issue.origin);
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_format":
      return `must be ${formats[issue.format] ?? "in the form that the reference names"}`;
    case "invalid_value":
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of ${issue.values.map(String).join(", ")}`;
    default:
      return "must be a value that the reference names";
  }
}

function describeLimit(side: string, limit: number | bigint, origin: string): string {
  const unit = units[origin];
  return unit === undefined ? `must be ${side} ${limit}` : `must have ${side} ${limit}${unit}`;
}
