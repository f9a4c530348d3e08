import { QueryClient } from "@tanstack/react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { definePagedRead, defineRead } from "./define-read";

type Trends = {
  readonly params: z.ZodObject<{ id: z.ZodNumber }>;
  readonly query: z.ZodObject<{ days: z.ZodOptional<z.ZodNumber> }>;
  readonly response: z.ZodObject<{ points: z.ZodNumber }>;
};
type Members = {
  readonly query: z.ZodObject<{
    sort: z.ZodOptional<z.ZodString>;
    cursor: z.ZodOptional<z.ZodString>;
  }>;
  readonly response: z.ZodObject<{ next_cursor: z.ZodNullable<z.ZodString> }>;
};

const trendsRead = defineRead<Trends>("/api/performance/user/{id}/trends");
const membersRead = definePagedRead<Members>("/api/performance/members");

afterEach(() => vi.unstubAllGlobals());

function respondWith(...bodies: readonly unknown[]) {
  const fetch = vi.fn<typeof globalThis.fetch>();
  for (const body of bodies) {
    fetch.mockResolvedValueOnce(Response.json(body));
  }
  vi.stubGlobal("fetch", fetch);
  return () => fetch.mock.calls.map(([url]) => url);
}

describe("a read", () => {
  it("requests the URL of its input", async () => {
    const listUrls = respondWith({ points: 3 });
    const data = await new QueryClient().query(trendsRead.options({ id: 5, days: 30 }));
    expect(data).toEqual({ points: 3 });
    expect(listUrls()).toEqual(["/api/performance/user/5/trends?days=30"]);
  });

  it("has one key for a parameter that is null and one that is left out", () => {
    const withoutDays = trendsRead.options({ id: 5 }).queryKey;
    expect(trendsRead.options({ id: 5, days: null }).queryKey).toEqual(withoutDays);
    expect(trendsRead.options({ id: 5, days: 30 }).queryKey).not.toEqual(withoutDays);
  });
});

describe("a read of pages", () => {
  it("requests each page with the cursor of the one before", async () => {
    const listUrls = respondWith({ next_cursor: "b" }, { next_cursor: null });
    const pages = membersRead.pages({ sort: "name" });
    const data = await new QueryClient().infiniteQuery({ ...pages, pages: 5 });
    expect(data.pages).toHaveLength(2);
    expect(listUrls()).toEqual([
      "/api/performance/members?sort=name",
      "/api/performance/members?sort=name&cursor=b",
    ]);
  });

  it("has another key than the single read of the same input", () => {
    expect(membersRead.pages({ sort: "name" }).queryKey).not.toEqual(
      membersRead.options({ sort: "name" }).queryKey,
    );
  });
});

it("the key of a read without a query invalidates the read with every query, and no other read", async () => {
  const queries = new QueryClient();
  const list = membersRead.options({ sort: "name" }).queryKey;
  const pages = membersRead.pages({ sort: "role" }).queryKey;
  const one = defineRead<Trends>("/api/performance/members/{id}").options({ id: 5 }).queryKey;
  for (const queryKey of [list, pages, one]) {
    queries.setQueryData<unknown>(queryKey, {});
  }
  await queries.invalidateQueries({ queryKey: membersRead.options().queryKey });
  const isInvalidated = (queryKey: readonly unknown[]) =>
    queries.getQueryState(queryKey)?.isInvalidated;
  expect([list, pages, one].map(isInvalidated)).toEqual([true, true, false]);
});
