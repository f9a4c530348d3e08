import "server-only";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { DeliveredItem, DeliveredPerson } from "@/lib/ingest/deliveries/delivered-item";
import { foldName } from "@/lib/ingest/mapping/people";
import { resolveAssignee } from "@/lib/performance/assignments/resolve-assignee";
import { listSkippedNames } from "@/lib/performance/connections/queries/connection-people";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { listKnownNames } from "@/lib/performance/members/queries/known-names";

type NamedPerson = Extract<DeliveredPerson, { readonly kind: "names" }>;

export type FoundPerson =
  | { readonly kind: "member"; readonly userId: MemberId }
  | { readonly kind: "skipped" }
  | { readonly kind: "unknown" };

/** By `toPersonKey`. */
export type FoundPeople = ReadonlyMap<string, FoundPerson>;

/** The name of a person that never changes, as names are compared. */
export function toPersonKey({ names }: NamedPerson): string {
  return foldName(names.at(-1) ?? names[0]);
}

/**
 * Finds the assignees of items. What an administrator said counts before a username that happens to be the same.
 */
export async function findPeople(
  context: Context,
  connectionId: number,
  items: readonly DeliveredItem[],
): Promise<FoundPeople> {
  const { database, organizationId } = context;
  const people = new Map<string, NamedPerson>();
  for (const item of items) {
    if (item.kind === "state" && item.person.kind === "names") {
      people.set(toPersonKey(item.person), item.person);
    }
  }
  const names = [...people.values()].flatMap((person) => person.names.map(foldName));
  const known = await listKnownNames(database, organizationId, names);
  const key = { organizationId, connectionId };
  const skipped = await listSkippedNames(database, key, [...people.keys()]);
  const found = new Map<string, FoundPerson>();
  for (const [personKey, person] of people) {
    const userId =
      person.names.map((name) => known.get(foldName(name))).find((id) => id !== undefined) ??
      (await findByName(context, person));
    if (userId !== null) found.set(personKey, { kind: "member", userId });
    else found.set(personKey, { kind: skipped.has(personKey) ? "skipped" : "unknown" });
  }
  return found;
}

async function findByName(context: Context, { names }: NamedPerson): Promise<MemberId | null> {
  for (const assignee of names) {
    try {
      const userId = await resolveAssignee(context, { assignee });
      if (userId !== undefined) return userId;
    } catch (error) {
      if (!(error instanceof AppError) || error.exactCode !== "unknown_reference") throw error;
    }
  }
  return null;
}
