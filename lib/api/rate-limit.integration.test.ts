import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { route } from "@/lib/api/route";
import { testOperation } from "@/lib/api/testing/test-operation";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { makeMember } from "@/lib/auth/testing/make-member";
import { createToken } from "@/lib/auth/tokens/create-token";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import * as environment from "@/lib/environment/environment";

const database = getDatabase();
const handler = vi.fn(async () => await Promise.resolve({}));
const limited = route({
  ...testOperation,
  access: "signed_in",
  response: z.strictObject({}),
  handler,
});
const open = route({ ...testOperation, access: "public", response: z.strictObject({}), handler });

beforeAll(() => {
  globalThis.performanceTrackingRequests = undefined;
});

afterAll(async () => {
  globalThis.performanceTrackingRequests = undefined;
  await closeDatabase();
});

async function send(to: typeof limited, token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const request = new Request("http://localhost:3000/api/test", { headers });
  return to(request, { params: Promise.resolve({}) });
}

describe("the limit of a token", () => {
  it("is in every response, separate for each token, and enforced before the handler runs", async () => {
    const known = environment.getEnvironment();
    vi.spyOn(environment, "getEnvironment").mockReturnValue({ ...known, requestsPerMinute: 3 });
    const member = await makeMember(database);
    const context = makeSystemContext(database, member);
    const terms = { userId: member.userId, name: "test", scopes: null, days: 1 };
    const [first, second] = [await createToken(context, terms), await createToken(context, terms)];
    for (const remaining of [2, 1, 0]) {
      const response = await send(limited, first.token);
      expect(response.status).toBe(200);
      expect(response.headers.get("ratelimit-policy")).toBe('"default";q=3;w=60');
      expect(response.headers.get("ratelimit")).toBe(`"default";r=${remaining};t=60`);
    }
    handler.mockClear();
    const rejected = await send(limited, first.token);
    expect(rejected.status).toBe(429);
    expect(await rejected.json()).toMatchObject({ code: "rate_limited" });
    expect(Number(rejected.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(rejected.headers.get("ratelimit")).toMatch(/^"default";r=0;t=\d+$/);
    expect(handler).not.toHaveBeenCalled();
    expect((await send(limited, second.token)).status).toBe(200);
    const unlimited = await send(open, first.token);
    expect(unlimited.status).toBe(200);
    expect(unlimited.headers.has("ratelimit")).toBe(false);
  });
});
