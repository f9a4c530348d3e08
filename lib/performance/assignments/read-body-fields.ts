import { AppError } from "@/lib/errors";
import {
  getField,
  type StoredFieldName,
  storedFieldNames,
  toKey,
} from "@/lib/performance/domain/assignments/field-names";
import {
  type AssignmentError,
  validateAssignment,
} from "@/lib/performance/domain/assignments/validate-assignment";
import { describeTimeRule, isDateOnly } from "@/lib/performance/domain/assignments/value-rules";
import { parseLocalDateTime } from "@/lib/performance/domain/time/local-time";
import type { AssignmentInput } from "./assignment-input";

type ReadingContext = { readonly timeZone: string; readonly now: Date };
/** The fields of a body that its schema has accepted. */
type Body = { readonly [Name in StoredFieldName]?: string | number | null | undefined };
type AssignmentFields = Partial<Omit<AssignmentInput, "requiredSkills" | "deletedAt">>;

/**
 * The fields of a body in the units of the database; absent keys stay absent. Its skills are left out, because their
 * ids are found in a transaction.
 *
 * @throws AppError `invalid_request` that names every field that contradicts another one or the current time.
 */
export function readBodyFields(body: Body, { timeZone, now }: ReadingContext): AssignmentFields {
  const values = storedFieldNames.flatMap((name) => {
    const value = body[name];
    return value === undefined ? [] : [[toKey(name), toStored(name, value, timeZone)]];
  });
  // TypeScript cannot see that each key has a value of its field.
  const given: AssignmentFields = Object.fromEntries(values);
  const isDay = isDateOnly(String(body.completed_at));
  const fields = isDay ? { ...given, completedPrecision: "day" as const } : given;
  const errors = validateAssignment(fields, now, {
    completedAtIsDate: isDay,
    timeZone,
  });
  if (errors.length > 0) throw createInvalidFieldsError(errors);
  return fields;
}

export function createInvalidFieldsError(errors: readonly AssignmentError[]): AppError {
  const reasons = errors.map(({ reason }) => reason).join(" ");
  return new AppError("invalid_request", `${reasons} Nothing was changed.`, {
    invalidParams: errors.map(({ field, reason }) => ({ name: field, reason })),
  });
}

function toStored(name: StoredFieldName, value: string | number | null, timeZone: string) {
  const field = getField(name);
  if (field.kind === "time" && typeof value === "string") {
    const instant = parseLocalDateTime(value, timeZone, field.dateOnly);
    if (instant === null) {
      throw createInvalidFieldsError([{ field: name, reason: describeTimeRule(name) }]);
    }
    return instant;
  }
  return field.kind === "number" && typeof value === "number" ? field.parse(value) : value;
}
