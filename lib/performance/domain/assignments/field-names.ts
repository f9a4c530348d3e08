import type { MemberId } from "@/lib/performance/domain/units/ids";
import { assignmentFields, type FieldDeclaration } from "./assignment-fields";

/** What follows from the declarations: names, keys and types. */

type Declarations = typeof assignmentFields;
export type FieldName = keyof Declarations;

/** The key of a field in objects: `dueAt` of `due_at`. */
export type KeyOf<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<KeyOf<Rest>>}`
  : Name;

export function toKey<Name extends string>(name: Name): KeyOf<Name>;
export function toKey(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The names of the fields with these properties: `NameWith<{ isFact: true }>`. */
export type NameWith<Part> = {
  [Name in FieldName]: Declarations[Name] extends Part ? Name : never;
}[FieldName];

/** The declaration of a field, as one of its kind. */
export function getField(name: FieldName): FieldDeclaration {
  return assignmentFields[name];
}

const allNames: readonly FieldName[] = Object.keys(assignmentFields).filter(isFieldName);

function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(assignmentFields, name);
}

/** In the order of the declarations; errors of one field keep theirs. */
export function sortByField<Named extends { readonly field: string }>(
  errors: readonly Named[],
): readonly Named[] {
  const order: readonly string[] = allNames;
  return errors.toSorted((one, other) => order.indexOf(one.field) - order.indexOf(other.field));
}

export type FileFieldName = Exclude<FieldName, NameWith<{ only: "json" }>>;
export type JsonFieldName = Exclude<FieldName, NameWith<{ only: "file" }>>;
export type FactName = NameWith<{ isFact: true }>;
export type NumberFieldName = NameWith<{ kind: "number" }>;
export type TimeFieldName = NameWith<{ kind: "time" }>;
/** Fields with a column in the table of assignments. */
export type StoredFieldName = Exclude<JsonFieldName, NameWith<{ kind: "skills" }>>;

/** The columns of a file. */
export const fileFieldNames = allNames.filter(
  (name): name is FileFieldName => getField(name).only !== "json",
);
/** The fields of a JSON body. */
export const jsonFieldNames = allNames.filter(
  (name): name is JsonFieldName => getField(name).only !== "file",
);
export const factNames = allNames.filter(
  (name): name is FactName => getField(name).isFact === true,
);
export const timeFieldNames = allNames.filter(
  (name): name is TimeFieldName => getField(name).kind === "time",
);
export const numberFieldNames = allNames.filter(
  (name): name is NumberFieldName => getField(name).kind === "number",
);
export const storedFieldNames = jsonFieldNames.filter(
  (name): name is StoredFieldName => getField(name).kind !== "skills",
);

/** Texts with a column, but for the key, which stays unique. */
export type ContentTextName = Exclude<StoredFieldName & NameWith<{ kind: "text" }>, "external_id">;
export const contentTextNames = storedFieldNames.filter(
  (name): name is ContentTextName => getField(name).kind === "text" && name !== "external_id",
);

/** `{ first: make("first"), second: make("second"), … }`. */
export function fillRecord<Name extends string, Value>(
  names: readonly Name[],
  make: (name: Name) => Value,
): { readonly [Each in Name]: Value } {
  const entries = names.map((name) => [name, make(name)] as const);
  // TypeScript cannot see that every name has its value.
  return Object.fromEntries(entries) as { [Each in Name]: Value };
}

/** `{ first: value, second: value, … }`. */
export function repeatValue<Name extends string, Value>(
  names: readonly Name[],
  value: Value,
): { readonly [Each in Name]: Value } {
  return fillRecord(names, () => value);
}

/**
 * A filled record whose values have a type of their own for each name, which TypeScript cannot see: `make` must choose
 * it by the name. No name of `Values` may be missing.
 */
export function narrowValues<Values extends object>(
  record: Readonly<Record<keyof Values, Values[keyof Values]>>,
): Values {
  return record as Values;
}

/** The values of a field in a service: times as instants, numbers in their units. */
type ValueOf<Name extends FieldName, Skill> = Declarations[Name] extends { kind: "time" }
  ? Date
  : Declarations[Name] extends { kind: "number"; parse: (decimal: string) => infer Unit }
    ? Unit
    : Declarations[Name] extends { kind: "id" }
      ? MemberId
      : Declarations[Name] extends { kind: "choice"; choices: readonly (infer Choice)[] }
        ? Choice
        : Declarations[Name] extends { kind: "skills" }
          ? readonly Skill[]
          : string;

/** Fields that a source cannot empty: null is no status, and an empty list requires no skill. */
export type NeverNullName = NameWith<{ kind: "choice" | "skills" }>;
export type NullableName = Exclude<FieldName, RequiredName | NeverNullName>;
export type RequiredName = NameWith<{ isRequired: true }>;

export const requiredNames = jsonFieldNames.filter(
  (name): name is JsonFieldName & RequiredName => getField(name).isRequired === true,
);
export const neverNullNames = jsonFieldNames.filter(isNeverNull);
export const nullableNames = jsonFieldNames.filter(
  (name): name is NullableName => getField(name).isRequired !== true && !isNeverNull(name),
);

function isNeverNull(name: FieldName): name is NeverNullName {
  const { kind } = getField(name);
  return kind === "choice" || kind === "skills";
}

/** Some required fields, and the others as they were given: an absent one stays as stored, null empties it. */
export type GivenFields<Name extends RequiredName, Skill> = {
  readonly [Each in Name as KeyOf<Each>]: ValueOf<Each, Skill>;
} & {
  readonly [Each in NeverNullName as KeyOf<Each>]?: ValueOf<Each, Skill>;
} & {
  readonly [Each in NullableName as KeyOf<Each>]?: ValueOf<Each, Skill> | null;
};
