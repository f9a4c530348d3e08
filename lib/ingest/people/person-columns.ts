import { normalizeColumnName } from "@/lib/ingest/mapping/column-name";
import type { Column } from "@/lib/ingest/readers/raw-row";

export const personFields = [
  "username",
  "email",
  "display_name",
  "first_name",
  "last_name",
  "role",
  "team",
  "skills",
] as const;
export type PersonField = (typeof personFields)[number];

/** As `normalizeColumnName` writes them. */
const namesByField: Readonly<Record<PersonField, readonly string[]>> = {
  username: ["username", "user name", "user", "login", "account", "benutzername", "anmeldename"],
  email: [
    ...["email", "e mail", "mail", "email address", "e mail address", "work email", "mail address"],
    ...["e mail adresse", "email adresse", "emailadresse"],
  ],
  display_name: [
    ...["display name", "name", "full name", "person", "member", "employee"],
    ...["anzeigename", "vollständiger name", "mitarbeiter", "mitarbeiterin", "mitglied"],
  ],
  first_name: ["first name", "given name", "firstname", "vorname"],
  last_name: ["last name", "family name", "surname", "lastname", "nachname", "familienname"],
  role: ["role", "rolle"],
  team: ["team", "team name", "department", "group", "abteilung", "gruppe"],
  skills: ["skills", "skill levels", "fähigkeiten", "kenntnisse"],
};

const fieldsByName: ReadonlyMap<string, PersonField> = new Map(
  personFields.flatMap((field) => namesByField[field].map((name) => [name, field] as const)),
);

export function isPersonColumnName(name: string): boolean {
  return fieldsByName.has(normalizeColumnName(name));
}

export type PersonColumns = {
  /** The column of each field that the file has. */
  readonly used: ReadonlyMap<PersonField, Column>;
  /** The names of the columns that are no field. */
  readonly ignored: readonly string[];
  /** The fields that more than one column could be. */
  readonly repeated: readonly PersonField[];
};

/** Which column is which field. */
export function mapPersonColumns(columns: readonly Column[]): PersonColumns {
  const used = new Map<PersonField, Column>();
  const repeated = new Set<PersonField>();
  const ignored: string[] = [];
  for (const column of columns) {
    const field = fieldsByName.get(normalizeColumnName(column.name));
    if (field === undefined) ignored.push(column.name);
    else if (used.has(field)) repeated.add(field);
    else used.set(field, column);
  }
  return { used, ignored, repeated: [...repeated] };
}
