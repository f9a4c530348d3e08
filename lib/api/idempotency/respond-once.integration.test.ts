import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { route } from "@/lib/api/route";
import { testOperation } from "@/lib/api/testing/test-operation";
import type { CallerContext } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { withSnapshot, withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { getLogger } from "@/lib/log";
import { makeSession } from "@/lib/performance/testing/make-api-world";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { makeUniqueName } from "@/lib/testing/unique-name";

let database: Database;
let organizationId: number;
let headers: Readonly<Record<string, string>>;
let steps: (context: CallerContext) => Promise<void>;

beforeAll(async () => {
  database = await connectDatabase();
  const { context, userIds } = await makeOrganization(database);
  ({ organizationId } = context);
  const secret = await makeSession({ context }, userIds[0] ?? 0);
  const own = { origin: "http://localhost:3000", host: "localhost:3000" };
  headers = { ...own, cookie: `pts-session=${secret}` };
  vi.spyOn(getLogger(), "error").mockReturnValue(undefined);
});

afterAll(async () => {
  vi.restoreAllMocks();
  await closeDatabase();
});

const create = route({
  ...testOperation,
  access: "authenticated",
  response: z.object({ done: z.boolean() }),
  status: 201,
  createsWithoutUrl: true,
  handler: async ({ context }) => {
    await steps(context);
    return { done: true };
  },
});

async function send(key: string): Promise<readonly [status: number, code: unknown]> {
  const request = new Request("http://localhost:3000/api/test", {
    method: "POST",
    headers: { ...headers, "idempotency-key": key },
  });
  const response = await create(request, { params: Promise.resolve({}) });
  const { code = null } = await response.json();
  return [response.status, code];
}

const addTeam = (context: CallerContext) =>
  withTransaction(context.database, (transaction) =>
    transaction.team.create({ data: { organizationId, name: makeUniqueName() } }),
  );

const countTeams = () => database.team.count({ where: { organizationId } });

const failure = new Error("failed");
const errors = [
  [409, new AppError("conflict", "Rejected.")],
  [503, new AppError("overloaded", "Too busy.")],
  [500, failure],
] as const;

describe("a key whose first request failed", () => {
  it.each(errors)("is free where nothing was created, after a %i", async (status, error) => {
    const key = makeUniqueName();
    const before = await countTeams();
    steps = async (context) => {
      await withSnapshot(context.database, (transaction) => transaction.team.count());
      await withTransaction(context.database, async (transaction) => {
        await transaction.team.create({ data: { organizationId, name: makeUniqueName() } });
        throw error;
      });
    };
    expect((await send(key))[0]).toBe(status);
    steps = async (context) => {
      await addTeam(context);
    };
    expect(await send(key)).toEqual([201, null]);
    expect(await countTeams()).toBe(before + 1);
  });

  it("creates nothing again where the first request failed after its transaction", async () => {
    const key = makeUniqueName();
    const before = await countTeams();
    steps = async (context) => {
      await addTeam(context);
      throw failure;
    };
    expect((await send(key))[0]).toBe(500);
    expect(await send(key)).toEqual([409, "idempotency_in_progress"]);
    await database.idempotencyKey.updateMany({
      where: { organizationId },
      data: { claimedUntil: new Date(0) },
    });
    expect(await send(key)).toEqual([409, "idempotency_response_lost"]);
    expect(await countTeams()).toBe(before + 1);
  });

  it("creates nothing where another request has taken the key since", async () => {
    const key = makeUniqueName();
    const before = await countTeams();
    steps = async (first) => {
      await database.idempotencyKey.updateMany({
        where: { organizationId, doneAt: null },
        data: { claimedUntil: new Date(0) },
      });
      steps = async (second) => {
        await addTeam(second);
      };
      expect(await send(key)).toEqual([201, null]);
      await addTeam(first);
    };
    expect(await send(key)).toEqual([503, "unavailable"]);
    expect(await countTeams()).toBe(before + 1);
    expect(await send(key)).toEqual([201, null]);
    expect(await countTeams()).toBe(before + 1);
  });
});

it("does not let an operation create outside its transactions", async () => {
  steps = async () => {
    await database.team.create({ data: { organizationId, name: makeUniqueName() } });
  };
  expect((await send(makeUniqueName()))[0]).toBe(500);
});
