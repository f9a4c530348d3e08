import { JsonNumber } from "@/lib/ingest/readers/json-text";
import { findSpreadsheetError } from "./map-cells";
import type { Mapping } from "./mapping";
import { readPerson } from "./people";

/** Who a row belongs to: a name, no person, or a value that is no name. */
export type MappedPerson =
  | { readonly kind: "name"; readonly name: string; readonly displayName: string | null }
  | { readonly kind: "none"; readonly shown: string }
  | { readonly kind: "several" }
  | { readonly kind: "error"; readonly reason: string }
  | { readonly kind: "other"; readonly value: unknown };

export function mapPerson(value: unknown, { people }: Mapping): MappedPerson {
  const areNames = people.areNames === true;
  const given = areNames ? toText(value) : value;
  if (given instanceof JsonNumber) return { kind: "other", value: given.digits ?? given.text };
  if (typeof given !== "string") {
    const isEmpty = given === undefined || given === null;
    return isEmpty && areNames ? { kind: "none", shown: "" } : { kind: "other", value: given };
  }
  const error = findSpreadsheetError("assignee", given);
  if (error !== null) return { kind: "error", reason: error };
  const person = readPerson(given, people.separatedByComma === true);
  if (person.kind === "several") return { kind: "several" };
  if (person.kind === "one") {
    return { kind: "name", name: person.name, displayName: person.displayName };
  }
  // In the import format an empty cell is a missing value; in a tracker it is an assignment without an assignee.
  return given.trim() === "" && !areNames
    ? { kind: "other", value: null }
    : { kind: "none", shown: given.trim() };
}

/** Lists and objects of trackers, as `[{"login": "jane"}]`, as the text of a cell. */
function toText(value: unknown): unknown {
  if (Array.isArray(value)) {
    const texts = value.map(toText);
    return texts.every((text) => typeof text === "string") ? texts.join(";") : value;
  }
  if (typeof value !== "object" || value === null || value instanceof JsonNumber) return value;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  return ["email", "emailAddress", "login", "username", "displayName", "name"]
    .map((key) => fields[key])
    .find((text) => typeof text === "string" && text !== "");
}
