import { hashText } from "@/lib/hash-text";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import {
  storedFieldNames,
  timeFieldNames,
  toKey,
} from "@/lib/performance/domain/assignments/field-names";
import type {
  ContentOfColumns,
  StoredAssignment,
} from "@/lib/performance/ledger/queries/stored-assignments";

const keys = [
  ...storedFieldNames.map((name) => toKey(name)),
  ...(["deletedAt", "completedPrecision"] as const),
];
const timeKeys = new Set<string>([...timeFieldNames.map((name) => toKey(name)), "deletedAt"]);

type Content = ContentOfColumns & Pick<StoredAssignment, "requiredSkills">;

/** The fields of an assignment without what follows from them, as JSON text. */
export function writeContent(content: Content): string {
  const fields = keys.map((key) => [key, content[key]]);
  const requiredSkills = content.requiredSkills.toSorted(
    (one, other) => one.skillId - other.skillId,
  );
  return JSON.stringify({ ...Object.fromEntries(fields), requiredSkills });
}

/** Equal for equal content. */
export function hashContent(content: Content): string {
  return hashText(writeContent(content));
}

/** The input that makes an assignment what `writeContent` wrote. */
export function readContent(stored: unknown): AssignmentInput {
  const entries = Object.entries(Object(stored)).flatMap(([key, value]): [string, unknown][] => {
    if (key === "deletedAt" && value === null) return [];
    return [[key, timeKeys.has(key) && typeof value === "string" ? new Date(value) : value]];
  });
  // Only `writeContent` writes what is read here.
  return Object.fromEntries(entries) as unknown as AssignmentInput;
}
