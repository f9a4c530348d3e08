import "server-only";
import type { Context } from "@/lib/context";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  type FoundPerson,
  insertFoundPeople,
} from "@/lib/performance/imports/queries/found-people";
import type { UnknownName } from "@/lib/performance/imports/queries/import-people";
import type { ImportRun } from "@/lib/performance/imports/queries/imports";
import type { FilePerson } from "./import-input";

export type PersonOutcome =
  | { readonly kind: "member"; readonly userId: MemberId; readonly username?: string }
  | { readonly kind: "skip" }
  | { readonly kind: "reject"; readonly reason: string }
  /** Only rows with other errors name them. */
  | { readonly kind: "none" };

export type DescribedPerson = Pick<UnknownName, "name" | "shown"> & { readonly person: FilePerson };

export function describePerson(
  found: UnknownName,
  outcomes: ReadonlyMap<string, PersonOutcome>,
): readonly DescribedPerson[] {
  const { name, shown } = found;
  return toFilePerson(found, outcomes.get(name)).map((person) => ({ name, shown, person }));
}

function toFilePerson(
  { name, shown, rows, rowNumbers }: UnknownName,
  outcome: PersonOutcome | undefined,
): readonly FilePerson[] {
  const person = { name: name.includes("@") ? name : shown, rows, rowNumbers };
  switch (outcome?.kind) {
    case "reject":
      return [{ ...person, outcome: "unknown", reason: outcome.reason }];
    case "member":
      return outcome.username === undefined
        ? [{ ...person, outcome: "matched" }]
        : [{ ...person, outcome: "created", username: outcome.username }];
    case "skip":
      return [{ ...person, outcome: "skipped" }];
    default:
      return [];
  }
}

/** Few enough for one statement. */
export const PEOPLE_PER_STATEMENT = 1000;

export async function storePeople(
  { database }: Context,
  run: ImportRun,
  people: readonly DescribedPerson[],
): Promise<void> {
  for (let start = 0; start < people.length; start += PEOPLE_PER_STATEMENT) {
    const part = people.slice(start, start + PEOPLE_PER_STATEMENT);
    await insertFoundPeople(database, run, part.map(toFoundPerson));
  }
}

function toFoundPerson({ name, shown, person }: DescribedPerson): FoundPerson {
  const { rows, rowNumbers, outcome } = person;
  return {
    ...{ name, shown, rows, rowNumbers, outcome },
    reason: person.outcome === "unknown" ? person.reason : null,
    username: person.outcome === "created" ? person.username : null,
  };
}
