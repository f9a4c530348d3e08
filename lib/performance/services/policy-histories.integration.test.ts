import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Context, systemContext } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { recordWork } from "@/lib/performance/testing/record-work";
import type { AssignmentInput } from "./assignment-input";
import { createMember } from "./create-member";
import { updatePolicy } from "./update-policy";
import { verifyOrganization } from "./verify-organization";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const HOUR = 3_600_000;
const ZONES = ["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago"];

const steps = fc.integer({ min: 0, max: 10_000 });

/** Completes, amends or hands over one of a few assignments, or opens or cancels it again. */
const works = fc.record({
  type: fc.constant("work" as const),
  number: fc.integer({ min: 1, max: 6 }),
  member: fc.nat(2),
  status: fc.constantFrom("completed", "completed", "completed", "open", "cancelled"),
  hoursAgo: fc.integer({ min: 0, max: 60 }),
  hoursEarly: fc.option(fc.integer({ min: -50, max: 50 })),
  skillMatch: fc.option(steps),
  difficulty: fc.option(fc.integer({ min: 0, max: 1000 })),
});

const policies = fc.record({
  type: fc.constant("policy" as const),
  weights: fc.record({ on_time: steps, skill: steps, difficulty: steps }),
  minimumSample: fc.integer({ min: 0, max: 4 }),
});

const arrivals = fc.constant({ type: "arrival" as const });
const moves = fc.record({
  type: fc.constant("move" as const),
  timeZone: fc.constantFrom(...ZONES),
});

/** What happens, each so many hours after the one before. */
const histories = fc.array(
  fc.record({
    hoursLater: fc.integer({ min: 0, max: 20 }),
    event: fc.oneof(
      { weight: 10, arbitrary: works },
      { weight: 4, arbitrary: policies },
      { weight: 1, arbitrary: arrivals },
      { weight: 1, arbitrary: moves },
    ),
  }),
  { minLength: 8, maxLength: 40 },
);

type ValueOf<Some> = Some extends fc.Arbitrary<infer Value> ? Value : never;
type Work = ValueOf<typeof works>;

function inputOf(work: Work, now: Date, userIds: readonly number[]): AssignmentInput {
  const { number, member, status, hoursAgo, hoursEarly, skillMatch, difficulty } = work;
  const completedAt = new Date(now.getTime() - hoursAgo * HOUR);
  return {
    externalId: `work-${number}`,
    userId: userIds[member] ?? 0,
    title: `Task ${number}`,
    status,
    ...(status === "completed" && { completedAt }),
    dueAt: hoursEarly === null ? null : new Date(completedAt.getTime() + hoursEarly * HOUR),
    skillMatch,
    difficulty,
  };
}

/** Plays a history, and answers the organization as it is at its end. */
async function play(history: ValueOf<typeof histories>): Promise<Context> {
  const made = await makeOrganization(database, { members: 3, timeZone: ZONES[0] ?? "UTC" });
  let { context } = made;
  for (const [index, { hoursLater, event }] of history.entries()) {
    context = { ...context, now: new Date(context.now.getTime() + hoursLater * HOUR) };
    switch (event.type) {
      case "work":
        await recordWork(context, [inputOf(event, context.now, made.userIds)]);
        break;
      case "policy": {
        const { on_time, skill, difficulty } = event.weights;
        const weights = {
          on_time: on_time / 10_000,
          skill: skill / 10_000,
          difficulty: difficulty / 10_000,
        };
        await updatePolicy(context, { weights, min_sample: event.minimumSample });
        break;
      }
      case "arrival":
        await createMember(context, { username: `new-${index}`, role: "employee" });
        break;
      case "move": {
        const organization = { ...context.organization, timeZone: event.timeZone };
        context = systemContext(context, organization);
        break;
      }
    }
  }
  return context;
}

it("equals what is recomputed after completions, corrections, reversals and policies on many days", {
  timeout: 240_000,
}, async () => {
  let policiesMade = 0;
  let mostDays = 0;
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const context = await play(history);
      const { organizationId } = context;
      expect((await verifyOrganization(context)).differences).toEqual([]);
      policiesMade += (await database.scoringPolicy.count({ where: { organizationId } })) - 1;
      const days = await database.performanceSnapshot.groupBy({
        by: ["snapshotDate"],
        where: { organizationId },
      });
      mostDays = Math.max(mostDays, days.length);
    }),
    { numRuns: 15 },
  );
  expect(policiesMade).toBeGreaterThan(15);
  expect(mostDays).toBeGreaterThan(2);
});
