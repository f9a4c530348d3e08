import { compare, type Difference } from "@/lib/performance/domain/ledger/check-ledger";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";

/** The fields of an assignment on which its fact depends, and whether it is deleted. */
export const MEASURED_FIELDS = [
  "user_id",
  "status",
  "deleted",
  "assigned_at",
  "started_at",
  "due_at",
  "completed_at",
  "difficulty",
  "skill_match",
  "required_skills",
] as const;

export type MeasuredField = (typeof MEASURED_FIELDS)[number];

/** Instants are milliseconds, numbers are whole steps, required skills are pairs of skill and level. */
type RecordedValue = string | number | boolean | null | readonly (readonly [number, number])[];

export type RecordedFields = Readonly<Partial<Record<MeasuredField, RecordedValue>>>;

/** One recorded change of an assignment. `before` is null for the first. */
export type RecordedFieldChange = {
  readonly before: RecordedFields | null;
  readonly after: RecordedFields;
};

/** The fields after the last change; null without any. */
export function replayChanges(changes: readonly RecordedFieldChange[]): RecordedFields | null {
  return changes.length === 0 ? null : Object.assign({}, ...changes.map(({ after }) => after));
}

/**
 * Checks the record of one assignment, in the order of its ids: that each change continues the one before, and that
 * all of them give the stored fields. `stored` is null for an assignment that is gone, whose record ends deleted.
 */
export function* checkChanges(
  assignmentId: AssignmentId,
  changes: readonly RecordedFieldChange[],
  stored: RecordedFields | null,
): Generator<Difference> {
  const what = `record of assignment ${assignmentId}`;
  let fields: RecordedFields = GONE;
  for (const [index, { before, after }] of changes.entries()) {
    const expected = fields.deleted === true && before === null ? null : fields;
    const at = `${what}: before change ${index + 1}`;
    yield* compare(at, pickFields(before, before), pickFields(expected, before ?? fields));
    fields = { ...fields, ...after };
  }
  for (const field of MEASURED_FIELDS) {
    if (stored === null && field !== "deleted") continue;
    yield* compare(`${what}: ${field}`, (stored ?? GONE)[field], fields[field]);
  }
}

/** Of an assignment that is not in its table, not yet or no longer. */
const GONE: RecordedFields = { deleted: true };

/** The fields that `names` has, in one order; null without fields. */
function pickFields(
  fields: RecordedFields | null,
  names: RecordedFields | null,
): RecordedFields | null {
  if (fields === null || names === null) return null;
  return Object.fromEntries(
    MEASURED_FIELDS.flatMap((field) => (field in names ? [[field, fields[field] ?? null]] : [])),
  );
}
