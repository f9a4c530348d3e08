import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { deliverRepeatedly, sendDelivery } from "@/lib/performance/testing/deliver-repeatedly";
import { makeConnection, type TestConnection } from "@/lib/performance/testing/make-connection";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { makeUniqueName } from "@/lib/testing/unique-name";

let database: Database;
let context: Context;
let userIds: readonly number[];
let connection: TestConnection;

beforeAll(async () => {
  database = await connectDatabase();
  ({ context, userIds } = await makeOrganization(database, { members: 3 }));
  connection = await makeConnection(context, "webhook");
});
afterAll(closeDatabase);

it("counts each of 30 deliveries once, though each comes three times in random order", async () => {
  const delivered = await deliverRepeatedly(database, 30);
  expect(delivered.statuses).toEqual({ taken: 30, duplicate: 60 });
  const { organizationId } = delivered.context;
  const where = { organizationId };
  expect(await database.performanceLog.count({ where })).toBe(30);
  expect(await database.performanceFact.count({ where })).toBe(30);
  const verification = await verifyOrganization(delivered.context);
  expect(verification).toMatchObject({ differences: [], waiting: [] });
});

const state = fc.record({
  kind: fc.constantFrom("state", "state", "state", "unassigned", "deleted"),
  member: fc.nat({ max: 2 }),
  due: fc.option(fc.integer({ min: 1, max: 28 })),
  completed: fc.option(fc.integer({ min: 1, max: 28 })),
  difficulty: fc.nat({ max: 10 }),
});
type State = { readonly [Name in "kind"]: string } & {
  readonly member: number;
  readonly due: number | null;
  readonly completed: number | null;
  readonly difficulty: number;
};

const day = (number: number | null) =>
  number === null ? null : `2026-03-${String(number).padStart(2, "0")}T10:00:00Z`;

/** @param minute the own time. */
function toItem(externalId: string, { kind, ...fields }: State, minute: number) {
  const key = {
    external_id: externalId,
    updated_at: `2026-04-01T10:${String(minute).padStart(2, "0")}:00Z`,
  };
  if (kind === "deleted") return { ...key, is_deleted: true };
  return {
    ...key,
    ...{ title: `Title ${minute}`, due_at: day(fields.due), difficulty: fields.difficulty },
    completed_at: day(fields.completed),
    ...(kind === "state" ? { user_id: userIds[fields.member] } : { assignee: null }),
  };
}

/** What counts of an assignment; null where it counts for no member. */
async function readState(externalId: string) {
  const stored = await database.assignment.findFirst({
    where: { organizationId: context.organizationId, externalId },
  });
  if (stored === null || stored.status === "cancelled" || stored.deletedAt !== null) return null;
  const { userId, title, dueAt, completedAt, difficulty, status } = stored;
  const entry = await database.performanceFact.findFirst({
    where: { organizationId: context.organizationId, assignmentId: stored.id },
  });
  return { userId, title, dueAt, completedAt, difficulty, status, isCounted: entry !== null };
}

it("leaves an item as its latest own time says, in whatever order its states come", {
  timeout: 240_000,
}, async () => {
  const orders = fc.array(state, { minLength: 2, maxLength: 6 }).chain((states) =>
    fc.record({
      states: fc.constant(states),
      order: fc.shuffledSubarray([...states.keys()], { minLength: states.length }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(orders, fc.boolean(), async ({ states, order }, isAtOnce) => {
      const id = makeUniqueName();
      const send = async (index: number) => {
        const sent = states[index];
        if (sent === undefined) return;
        const body = { assignments: [toItem(id, sent, index)] };
        const response = await sendDelivery(connection, { id: makeUniqueName(), body });
        expect(response).toMatchObject({ status: 200, body: { rejected: 0 } });
      };
      if (isAtOnce) await Promise.all(order.map(send));
      else for (const index of order) await send(index);
      const last = states.at(-1);
      const expected =
        last === undefined || last.kind !== "state"
          ? null
          : {
              userId: userIds[last.member],
              title: `Title ${states.length - 1}`,
              dueAt: last.due === null ? null : new Date(day(last.due) ?? ""),
              completedAt: last.completed === null ? null : new Date(day(last.completed) ?? ""),
              difficulty: last.difficulty * 100,
              status: last.completed === null ? "open" : "completed",
              isCounted: last.completed !== null,
            };
      expect(await readState(id)).toEqual(expected);
    }),
    { numRuns: 12 },
  );
  expect(await verifyOrganization(context)).toMatchObject({ differences: [], waiting: [] });
});

it("lets a deletion count before a state of the same time, and of two states the later one", async () => {
  const [deleted, changed] = [makeUniqueName(), makeUniqueName()];
  const open = { kind: "state", member: 0, due: null, completed: null, difficulty: 1 };
  const send = (item: object) =>
    sendDelivery(connection, { id: makeUniqueName(), body: { assignments: [item] } });
  await send(toItem(deleted, open, 1));
  await send(toItem(deleted, { ...open, kind: "deleted" }, 2));
  expect((await send(toItem(deleted, open, 2))).body).toMatchObject({ status: "taken", late: 1 });
  expect(await readState(deleted)).toBeNull();
  await send(toItem(changed, open, 1));
  await send(toItem(changed, { ...open, difficulty: 7 }, 1));
  expect(await readState(changed)).toMatchObject({ difficulty: 700 });
});

it("takes no older state in the place of a newer one that was rejected", async () => {
  const id = makeUniqueName();
  const open = { kind: "state", member: 0, due: null, completed: null, difficulty: 1 };
  const send = (item: object) =>
    sendDelivery(connection, { id: makeUniqueName(), body: { assignments: [item] } });
  const newer = { ...toItem(id, open, 5), user_id: undefined, assignee: "unknown" };
  expect((await send(newer)).body).toMatchObject({ status: "rejected" });
  expect((await send(toItem(id, open, 4))).body).toMatchObject({ late: 1, new: 0 });
  expect(await readState(id)).toBeNull();
  expect((await send(toItem(id, open, 6))).body).toMatchObject({ new: 1 });
});
