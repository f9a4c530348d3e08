import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { route } from "@/lib/api/route";
import { testOperation } from "@/lib/api/testing/test-operation";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { makeMember } from "@/lib/auth/testing/make-member";
import { createToken } from "@/lib/auth/tokens/create-token";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import * as environment from "@/lib/env";

const database = getDatabase();
const handler = vi.fn(async () => await Promise.resolve({}));
const ask = route({ ...testOperation, access: "signed_in", response: z.strictObject({}), handler });
const open = route({ ...testOperation, access: "public", response: z.strictObject({}), handler });

beforeAll(() => {
  globalThis.performanceTrackingRequests = undefined;
});

afterAll(async () => {
  globalThis.performanceTrackingRequests = undefined;
  await closeDatabase();
});

async function send(to: typeof ask, token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const request = new Request("http://localhost:3000/api/test", { headers });
  return to(request, { params: Promise.resolve({}) });
}

describe("the limit of a token", () => {
  it("is told with every answer, kept apart from other tokens, and enforced before anything is done", async () => {
    const known = environment.getEnvironment();
    vi.spyOn(environment, "getEnvironment").mockReturnValue({ ...known, requestsPerMinute: 3 });
    const member = await makeMember(database);
    const context = makeSystemContext(database, member);
    const terms = { userId: member.userId, name: "test", scopes: null, days: 1 };
    const [first, second] = [await createToken(context, terms), await createToken(context, terms)];
    for (const remaining of [2, 1, 0]) {
      const answer = await send(ask, first.token);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("ratelimit-policy")).toBe('"default";q=3;w=60');
      expect(answer.headers.get("ratelimit")).toBe(`"default";r=${remaining};t=60`);
    }
    handler.mockClear();
    const refused = await send(ask, first.token);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: "rate_limited" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.get("ratelimit")).toMatch(/^"default";r=0;t=\d+$/);
    expect(handler).not.toHaveBeenCalled();
    expect((await send(ask, second.token)).status).toBe(200);
    const unlimited = await send(open, first.token);
    expect(unlimited.status).toBe(200);
    expect(unlimited.headers.has("ratelimit")).toBe(false);
  });
});
