import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import { toApiKey } from "@/lib/http/api-url";
import { keepSameInstant } from "./same-instant";

type Part = { readonly path: string; readonly input: Record<string, number> };

const summary = { path: "/api/performance/user/{id}/summary", input: { id: 5 } };
const trends = { path: "/api/performance/user/{id}/trends", input: { id: 5, days: 30 } };
const other = { path: "/api/performance/user/{id}/summary", input: { id: 7 } };
const team = { path: "/api/performance/team", input: { team_id: 2 } };

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Shows parts of a page; each request for a part responds with the next of its instants, the last one from then on. */
async function showParts(parts: readonly (readonly [Part, readonly number[]])[]) {
  const client = new QueryClient();
  ends.push(keepSameInstant(client));
  const requests = parts.map(([{ path, input }, instants]) => {
    const request = vi.fn(async () => ({
      as_of: {
        entry_id: instants[Math.min(request.mock.calls.length, instants.length) - 1],
        policy_version: 1,
        day: "2026-05-15",
      },
    }));
    const queryKey = toApiKey(path, input);
    ends.push(new QueryObserver(client, { queryKey, queryFn: request }).subscribe(() => {}));
    return request;
  });
  await vi.waitFor(() => expect(client.isFetching()).toBe(0));
  await vi.waitFor(() => expect(client.isFetching()).toBe(0));
  return requests.map(({ mock }) => mock.calls.length);
}

describe("the parts of a page", () => {
  it("are read once where all are as of the same entry", async () => {
    expect(
      await showParts([
        [summary, [1]],
        [trends, [1]],
      ]),
    ).toEqual([1, 1]);
  });

  it("are all read again where an entry was written between them", async () => {
    expect(
      await showParts([
        [summary, [1, 2]],
        [trends, [2]],
      ]),
    ).toEqual([2, 2]);
  });

  it("are not read without end where they never agree", async () => {
    expect(
      await showParts([
        [summary, [1]],
        [trends, [2]],
      ]),
    ).toEqual([2, 2]);
  });

  it("may be as of different entries where they are about different members", async () => {
    expect(
      await showParts([
        [summary, [1]],
        [other, [2]],
        [team, [3]],
      ]),
    ).toEqual([1, 1, 1]);
  });
});
