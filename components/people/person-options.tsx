import type { LeaderboardEntry } from "@/lib/performance/rankings/schemas";
import { getName } from "./use-people";

/** The names that a field offers, by its `list`. */
export function PersonOptions({ id, people }: { id: string; people: readonly LeaderboardEntry[] }) {
  return (
    <datalist id={id}>
      {people.map((person) => (
        <option key={person.user_id} value={getName(person)} />
      ))}
    </datalist>
  );
}
