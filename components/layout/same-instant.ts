import type { Query, QueryClient } from "@tanstack/react-query";

/**
 * Keeps the parts of a page as of the same instant: where two of them, about the same members, were read with a change
 * in between, all of them are read again. Once for each such difference, so that a page never requests without end.
 *
 * @returns what ends it.
 */
export function keepSameInstant(client: QueryClient): () => void {
  const attempted = new Map<string, string>();
  return client.getQueryCache().subscribe((event) => {
    // What the server has rendered is there before its part is shown.
    const isShown = event.type === "observerAdded";
    const isRead = event.type === "updated" && event.action.type === "success";
    if (!isShown && !isRead) return;
    for (const [scope, queries] of groupByScope(client.getQueryCache().getAll())) {
      const instants = [...new Set(queries.flatMap(({ state }) => findAsOf(state.data) ?? []))];
      // A part that is being read may bring the same instant: its own end is the next time to look.
      if (instants.length < 2 || queries.some(isFetching)) continue;
      const difference = instants.sort().join(" ");
      if (attempted.get(scope) === difference) continue;
      attempted.set(scope, difference);
      const hashes = new Set(queries.map(({ queryHash }) => queryHash));
      void client.refetchQueries({ predicate: ({ queryHash }) => hashes.has(queryHash) });
    }
  });
}

/** The parts that the page shows now, by whose figures they are. */
function groupByScope(queries: readonly Query[]): ReadonlyMap<string, readonly Query[]> {
  const groups = new Map<string, Query[]>();
  for (const query of queries) {
    const scope = query.isActive() ? getScope(query.queryKey) : null;
    if (scope === null) continue;
    const group = groups.get(scope) ?? [];
    groups.set(scope, [...group, query]);
  }
  return groups;
}

/** A member, a team, or all members in the reader's sight; null for a part that has figures of chosen members. */
function getScope([service, subject, name, ...rest]: readonly unknown[]): string | null {
  if (service !== "performance") return null;
  if (subject === "user") return `user ${String(name)}`;
  if (name === "comparison") return null;
  const query = [name, ...rest].find((part) => typeof part === "object" && part !== null);
  const teamId = query === undefined || query === null ? undefined : Reflect.get(query, "team_id");
  return teamId === undefined ? "all" : `team ${String(teamId)}`;
}

function isFetching({ state }: Query): boolean {
  return state.fetchStatus !== "idle";
}

/** The `as_of` of a response, or of the first page of a list, as text; null without one. */
function findAsOf(data: unknown): string | null {
  if (typeof data !== "object" || data === null) return null;
  const pages: unknown = Reflect.get(data, "pages");
  if (Array.isArray(pages)) return findAsOf(pages[0]);
  const asOf: unknown = Reflect.get(data, "as_of");
  return asOf === undefined ? null : JSON.stringify(asOf);
}
