import { type FoundPeople, getName, type NamedPerson } from "./use-people";

/** The member that the text names: in full, by a name that no other has, or as the only match. */
export function matchPerson(
  text: string,
  { people, hasMore, isSettled }: FoundPeople,
): NamedPerson | null {
  const name = text.trim();
  if (name === "" || !isSettled) {
    return null;
  }
  const inFull = people.find((person) => getName(person) === name);
  if (inFull !== undefined || hasMore) {
    return inFull ?? null;
  }
  const namesakes = people.filter((person) => person.display_name === name);
  return findOnly(namesakes) ?? findOnly(people);
}

function findOnly(people: readonly NamedPerson[]): NamedPerson | null {
  const [first] = people;
  return people.length === 1 && first !== undefined ? first : null;
}
