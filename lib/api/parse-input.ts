import type { z } from "zod";
import { AppError, type InvalidParam } from "@/lib/errors";

/**
 * The query as one value for each name.
 * @throws AppError `invalid_request` for a repeated name.
 */
export function toQueryObject(search: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = Object.create(null);
  const invalidParams: InvalidParam[] = [];
  for (const [name, value] of search) {
    if (name in query) {
      invalidParams.push({ name, reason: "must be given once" });
    }
    query[name] = value;
  }
  if (invalidParams.length > 0) {
    throw invalidRequest(invalidParams);
  }
  return query;
}

/** @throws AppError `invalid_request` that names every rejected field. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw invalidRequest(parsed.error.issues.flatMap(toInvalidParams));
  }
  return parsed.data;
}

function toInvalidParams(issue: z.core.$ZodIssue): InvalidParam[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      name: [...path, key].join("."),
      reason: "is not known here",
    }));
  }
  return [{ name: path.join(".") || "body", reason: issue.message }];
}

function invalidRequest(invalidParams: readonly InvalidParam[]): AppError {
  const names = [...new Set(invalidParams.map(({ name }) => name.slice(0, 100)))].slice(0, 10);
  return new AppError(
    "invalid_request",
    `This request cannot be used as it is: ${names.join(", ")}.`,
    {
      invalidParams: invalidParams.slice(0, 50),
    },
  );
}
