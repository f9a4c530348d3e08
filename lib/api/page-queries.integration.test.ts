import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createPageQueries } from "@/lib/api/page-queries";
import { route } from "@/lib/api/route";
import { testOperation } from "@/lib/api/testing/test-operation";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { makeMember } from "@/lib/auth/testing/make-member";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import { createNotFoundError } from "@/lib/errors";
import { definePagedRead, defineRead } from "@/lib/http/define-read";
import { actAs } from "@/lib/performance/testing/act-as";

afterAll(closeDatabase);

const id = z.string().regex(/^\d+$/, "must be a whole number").transform(Number);
const params = z.object({ id });
const query = z.object({ days: id.default(30) });
const response = z.object({ user_id: z.number(), days: z.number(), viewer: z.string() });
const list = z.object({ names: z.array(z.string()), next_cursor: z.string().nullable() });

const figuresRead = defineRead<{
  params: typeof params;
  query: typeof query;
  response: typeof response;
}>("/api/test/{id}");
const namesRead = definePagedRead<{ response: typeof list }>("/api/test");

const getFigures = route({
  ...testOperation,
  read: figuresRead,
  access: { own: "id", or: "view_team" },
  params,
  query,
  response,
  handler: async ({ context, params: { id: userId }, query: { days } }) => {
    await Promise.resolve();
    if (userId > 1_000_000_000) {
      throw createNotFoundError();
    }
    return { user_id: userId, days, viewer: context.actor.username };
  },
});

const listNames = route({
  ...testOperation,
  read: namesRead,
  access: "signed_in",
  response: list,
  handler: async () => await Promise.resolve({ names: ["Ann"], next_cursor: "b" }),
});

async function openPage() {
  const member = await makeMember(getDatabase());
  const context = actAs(makeSystemContext(getDatabase(), member), { userId: member.userId });
  return { member, ...createPageQueries(context) };
}

describe("a page's queries", () => {
  it("hold the endpoint's data under the key that the hook uses, with the endpoint's defaults", async () => {
    const { member, queries, prefetch } = await openPage();
    const options = figuresRead.options({ id: member.userId });
    const data = await prefetch(getFigures, options);
    expect(data).toEqual({ user_id: member.userId, days: 30, viewer: "member" });
    expect(queries.getQueryData(options.queryKey)).toEqual(data);
  });

  it("hold the first page of a list as a hook of pages keeps it", async () => {
    const { queries, prefetchPages } = await openPage();
    const page = await prefetchPages(listNames, namesRead.pages());
    expect(page).toEqual({ names: ["Ann"], next_cursor: "b" });
    expect(queries.getQueryData(namesRead.pages().queryKey)).toEqual({
      pages: [page],
      pageParams: [null],
    });
  });

  it("are rejected as the endpoint rejects: without access, by a schema, and by the service", async () => {
    const { member, queries, prefetch } = await openPage();
    const others = figuresRead.options({ id: member.userId + 1 });
    await expect(prefetch(getFigures, others)).rejects.toMatchObject({ code: "forbidden" });
    const endless = figuresRead.options({ id: member.userId, days: -1 });
    await expect(prefetch(getFigures, endless)).rejects.toMatchObject({ code: "invalid_request" });
    expect(queries.getQueryData(others.queryKey)).toBeUndefined();
  });

  it("are read only from the endpoint of the options", async () => {
    const { member, prefetch } = await openPage();
    const other = defineRead<{ params: typeof params; response: typeof response }>("/api/x/{id}");
    await expect(prefetch(getFigures, other.options({ id: member.userId }))).rejects.toThrow(
      "/api/test/{id}",
    );
  });

  it("leave what is asked by POST to the browser where it fails", async () => {
    const { member, queries, prefetchBy } = await openPage();
    const { queryKey } = figuresRead.options({ id: member.userId });
    await prefetchBy({ queryKey }, () => Promise.reject(createNotFoundError()));
    expect(queries.getQueryData(queryKey)).toBeUndefined();
    const figures = { user_id: member.userId, days: 30, viewer: "member" };
    await prefetchBy({ queryKey }, async () => await Promise.resolve(figures));
    expect(queries.getQueryData(queryKey)).toEqual(figures);
  });
});
