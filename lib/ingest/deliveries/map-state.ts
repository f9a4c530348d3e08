import type { InvalidParam } from "@/lib/errors";
import { parseAssignmentRow, type RowSettings } from "@/lib/ingest/mapping/assignment-row";
import { planColumns } from "@/lib/ingest/mapping/column-plan";
import { createDateCounts } from "@/lib/ingest/mapping/dates";
import { mapRow } from "@/lib/ingest/mapping/map-row";
import type { Mapping } from "@/lib/ingest/mapping/mapping";
import { ReadingFindings } from "@/lib/ingest/mapping/reading-findings";
import { planDates, type ReadingPlan } from "@/lib/ingest/mapping/reading-plan";
import { timeFieldNames } from "@/lib/performance/domain/assignments/field-names";
import type { RowError } from "@/lib/performance/imports/import-row";
import type { DeliveredPerson, DeliveredState } from "./delivered-item";

/** A state of an item as a row of a file of its system, by the names of the columns. */
export type StateRow = Readonly<Record<string, unknown>>;

type MappedState =
  | DeliveredState
  | { readonly kind: "unassigned" }
  | { readonly kind: "invalid"; readonly errors: readonly InvalidParam[] };

/**
 * Maps a state by the mapping of the files of its system, so that an event and an import give the same assignment.
 *
 * @param row with a value or null for every field that the system decides about.
 * @param person the assignee of the row; null without.
 */
export function mapState(
  mapping: Mapping,
  row: StateRow,
  person: DeliveredPerson | null,
  settings: RowSettings,
): MappedState {
  const plan = makePlan(mapping, row, settings);
  const raw = { rowNumber: 1, given: row, error: null };
  const mapped = mapRow(raw, plan, new ReadingFindings());
  if (mapped.person.kind === "none") return { kind: "unassigned" };
  const parsed = parseAssignmentRow(mapped.cells, settings, mapped.errors);
  if (parsed.row === null) return { kind: "invalid", errors: parsed.errors.map(toParam) };
  if (person === null) return { kind: "unassigned" };
  const { externalId: _id, assignee: _assignee, requiredSkills, ...fields } = parsed.row;
  return {
    ...{ kind: "state", fields, person },
    ...(requiredSkills && { skills: requiredSkills }),
  };
}

function makePlan(mapping: Mapping, row: StateRow, { timeZone }: RowSettings): ReadingPlan {
  const columns = planColumns(
    mapping,
    Object.keys(row).map((key) => ({ key, name: key })),
    true,
  );
  const choices = { clearEmpty: true };
  const dates = timeFieldNames.flatMap((field) =>
    (columns.byField.get(field) ?? []).map(
      (column) =>
        [
          column.key,
          planDates(field, column, createDateCounts(), { mapping, choices, timeZone }),
        ] as const,
    ),
  );
  return {
    ...{ mapping, columns, choices, dates: new Map(dates), decimals: new Map() },
    ...{ latestBy: null, isRejections: false, notes: [] },
  };
}

function toParam({ field, reason }: RowError): InvalidParam {
  return { name: field, reason };
}
