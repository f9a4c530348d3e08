import { JsonNumber } from "@/lib/ingest/readers/json-text";
import type { Column, RawRow } from "@/lib/ingest/readers/raw-row";
import { assignmentFields } from "@/lib/performance/domain/assignments/assignment-fields";
import {
  type FileFieldName,
  fileFieldNames,
  getField,
} from "@/lib/performance/domain/assignments/field-names";
import { describeChoiceRule } from "@/lib/performance/domain/assignments/value-rules";
import type { RowError } from "@/lib/performance/imports/import-row";
import { normalizeColumnName } from "./column-name";
import type { Cells } from "./columns";
import { mapCell } from "./map-cells";
import { type MappedPerson, mapPerson } from "./map-person";
import { type AssignmentStatus, normalizeWord } from "./mapping";
import type { ReadingFindings } from "./reading-findings";
import type { ReadingPlan } from "./reading-plan";

/** A row in the import format, with the errors of the cells that cannot be mapped. */
export type MappedRow = {
  readonly cells: Cells;
  readonly errors: readonly RowError[];
  readonly person: MappedPerson;
  /** The texts of the cells by field, for messages. */
  readonly texts: ReadonlyMap<string, string>;
};

type Picked = { readonly key: string; readonly value: unknown };

export function mapRow({ given }: RawRow, plan: ReadingPlan, findings: ReadingFindings): MappedRow {
  const texts = new Map<string, string>();
  const cells: Partial<Record<FileFieldName, unknown>> = {};
  const errors: RowError[] = [];
  const fail = (field: FileFieldName, reason: string) => errors.push({ field, reason });
  const target = { given, cells, texts, fail };
  const later = mapFields(target, plan, findings);
  const person = mapAssignee(plan, given, texts, findings);
  if (person.kind === "error") fail("assignee", person.reason);
  if (person.kind === "several") fail("assignee", "assignee names several people.");
  if (person.kind === "name") cells.assignee = person.name;
  if (person.kind === "other") cells.assignee = person.value;
  mapStatus(target, plan, findings);
  for (const { field, columns } of plan.columns.repeated) {
    if (haveSeveralValues(columns, given)) {
      fail(field, `${field} has several values, because the file has its column more than once.`);
    }
  }
  for (const [field, key] of later) {
    if (Object.hasOwn(cells, field)) findings.countLaterColumn(field, key);
  }
  return { cells, errors, person, texts };
}

function haveSeveralValues(columns: readonly Column[], given: RawRow["given"]): boolean {
  const values = columns.map(({ key }) => given[key]).filter((value) => !isEmpty(value));
  return new Set(values.map((value) => JSON.stringify(value))).size > 1;
}

/** @returns the fields whose value is in another column than their first one. */
function mapFields(
  { given, cells, texts, fail }: RowTarget,
  plan: ReadingPlan,
  findings: ReadingFindings,
): readonly (readonly [FileFieldName, string])[] {
  return fileFieldNames.flatMap((field) => {
    const columns = plan.columns.byField.get(field) ?? [];
    const picked = field === "assignee" || field === "status" ? null : pick(field, columns, given);
    if (picked === null) return [];
    noteText(texts, field, picked.value);
    if (isEmpty(picked.value)) {
      const isCleared = getField(field).isRequired === true || plan.choices.clearEmpty === true;
      if (isCleared) cells[field] = null;
      else findings.countEmpty(field);
      return [];
    }
    const mapped = mapCell(field, picked.key, picked.value, plan);
    if ("reason" in mapped) fail(field, mapped.reason);
    else cells[field] = mapped.value;
    return plan.columns.substitutes.has(picked.key) ? [[field, picked.key] as const] : [];
  });
}

function mapAssignee(
  plan: ReadingPlan,
  given: RawRow["given"],
  texts: Map<string, string>,
  findings: ReadingFindings,
): MappedPerson {
  const picked = pick("assignee", plan.columns.byField.get("assignee") ?? [], given);
  noteText(texts, "assignee", picked?.value);
  const person = mapPerson(picked?.value, plan.mapping);
  const { nameColumn } = plan.mapping.people;
  const beside = nameColumn === undefined ? undefined : findCell(given, nameColumn);
  if (person.kind === "name") {
    const displayName = person.displayName ?? (typeof beside === "string" ? beside.trim() : null);
    if (displayName !== null) findings.linkName(displayName, person.name);
  }
  return person;
}

/** The first column with a value; of skills all columns. Null where the row has none of them. */
function pick(
  field: FileFieldName,
  columns: readonly Column[],
  given: RawRow["given"],
): Picked | null {
  const present = columns.filter(({ key }) => Object.hasOwn(given, key));
  const [first] = present;
  if (first === undefined) return null;
  const filled = present.filter(({ key }) => !isEmpty(given[key]));
  const key = filled[0]?.key ?? first.key;
  if (getField(field).kind !== "skills" || filled.length < 2) return { key, value: given[key] };
  return { key, value: filled.flatMap((column) => given[column.key] ?? []) };
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || (typeof value === "string" && value.trim() === "")
  );
}

const MAX_SHOWN_LENGTH = 80;

function noteText(texts: Map<string, string>, field: string, value: unknown): void {
  if (isEmpty(value) || (typeof value === "object" && !(value instanceof JsonNumber))) return;
  const text = value instanceof JsonNumber ? value.text : String(value);
  const plain = text.trim().replace(/[\p{Cc}\p{Surrogate}]/gu, "\uFFFD");
  texts.set(
    field,
    plain.length > MAX_SHOWN_LENGTH ? `${plain.slice(0, MAX_SHOWN_LENGTH)}…` : plain,
  );
}

function findCell(given: RawRow["given"], name: string): unknown {
  const key = Object.keys(given).find((one) => normalizeColumnName(one) === name);
  return key === undefined ? undefined : given[key];
}

type RowTarget = {
  readonly given: RawRow["given"];
  readonly cells: Partial<Record<FileFieldName, unknown>>;
  readonly texts: Map<string, string>;
  readonly fail: (field: FileFieldName, reason: string) => void;
};

function mapStatus(target: RowTarget, plan: ReadingPlan, findings: ReadingFindings): void {
  const { given, cells, texts, fail } = target;
  const { completedByStatus } = plan.mapping;
  const picked = pick("status", plan.columns.byField.get("status") ?? [], given);
  noteText(texts, "status", picked?.value);
  const status = decideStatus(given, picked?.value, plan);
  if (status === "unknown") {
    fail("status", describeChoiceRule("status", assignmentFields.status));
    findings.countUnknownStatus(texts.get("status") ?? "");
  } else if (status !== null) cells.status = status;
  if (completedByStatus !== undefined && status !== "completed" && status !== null) {
    delete cells.completed_at;
  }
}

/** Null where the row says nothing about it. */
function decideStatus(given: RawRow["given"], value: unknown, { mapping, choices }: ReadingPlan) {
  const { cancelledBy, statusFallback, completedByStatus } = mapping;
  const reads = (name: string | undefined) =>
    name === undefined ? "" : normalizeWord(String(findCell(given, name) ?? ""));
  if (cancelledBy?.words.includes(reads(cancelledBy.column))) {
    return "cancelled";
  }
  const trueCell = reads(completedByStatus?.trueColumn);
  if (trueCell === "true") return "completed";
  if (isEmpty(value)) return null;
  if (typeof value !== "string") return "unknown";
  const find = (word: string): AssignmentStatus | undefined =>
    choices.statusWords?.[word] ??
    (Object.hasOwn(mapping.statusWords, word) ? mapping.statusWords[word] : undefined);
  const found = find(normalizeWord(value)) ?? find(reads(statusFallback));
  return found ?? (trueCell === "false" ? "open" : "unknown");
}
