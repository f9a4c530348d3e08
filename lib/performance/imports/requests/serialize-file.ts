import { toDecimalDifficulty } from "@/lib/performance/domain/units/difficulty-hundredths";
import type { FirstRow } from "@/lib/performance/imports/queries/first-rows";
import type { FoundPerson } from "@/lib/performance/imports/queries/found-people";
import type { ImportDetail } from "@/lib/performance/imports/schemas";
import { readStagedRow } from "@/lib/performance/imports/staged-content";
import { toRequestWords } from "./request-words";

export function serializePerson(person: FoundPerson): ImportDetail["people"][number] {
  return {
    name: person.name.includes("@") ? person.name : person.shown,
    rows: person.rows,
    row_numbers: [...person.rowNumbers],
    outcome: person.outcome,
    reason: person.reason === null ? null : toRequestWords(person.reason),
    username: person.username,
  };
}

/** A row as it will be stored. */
export function serializePreview({
  rowNumber,
  content,
  username,
}: FirstRow): ImportDetail["preview"][number] {
  const row = readStagedRow(content);
  const { difficulty = null } = row;
  return {
    row: rowNumber,
    ...{ external_id: row.externalId, title: row.title, assignee: username ?? row.assignee },
    status: row.status ?? (row.completedAt ? "completed" : null),
    assigned_at: row.assignedAt?.toISOString() ?? null,
    due_at: row.dueAt?.toISOString() ?? null,
    completed_at: row.completedAt?.toISOString() ?? null,
    difficulty: difficulty === null ? null : toDecimalDifficulty(difficulty),
    required_skills: (row.requiredSkills ?? []).map(({ name, level }) => `${name}:${level}`),
  };
}
