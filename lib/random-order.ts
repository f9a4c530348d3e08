import { randomInt } from "node:crypto";

const KEYS = 2 ** 47;

/**
 * People in a random order, in which they get their ids. Files are often sorted by name: ids in the order of the file
 * would tell whose alias is whose. Those of one `group` stay in their order.
 */
export function putInRandomOrder<Person>(
  people: readonly Person[],
  getGroup: (person: Person) => string | null,
): readonly Person[] {
  const keys = new Map<string, number>();
  const keyed = people.map((person) => {
    const group = getGroup(person);
    const key = (group === null ? undefined : keys.get(group)) ?? randomInt(KEYS);
    if (group !== null) keys.set(group, key);
    return { person, key };
  });
  return keyed.sort((one, other) => one.key - other.key).map(({ person }) => person);
}
