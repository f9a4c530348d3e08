import * as fc from "fast-check";
import { type Context, createSystemContext } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { runNightlyEvaluation } from "@/lib/performance/achievements/run-nightly-evaluation";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import { toMatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import { updateUserPerformance } from "@/lib/performance/ledger/update-user-performance";
import { createMember } from "@/lib/performance/members/create-member";
import { updatePolicy } from "@/lib/performance/policies/update-policy";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { makeOrganization } from "./make-organization";
import { recordAssignmentsFor } from "./record-work";

const HOUR = 3_600_000;
const ZONES = ["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago"] as const;
const MEMBERS = 3;
const ASSIGNMENTS = 12;

const steps = fc.integer({ min: 0, max: 10_000 });
const numbers = fc.integer({ min: 1, max: ASSIGNMENTS });

/** Completes, amends, reassigns, reopens, cancels or deletes one of a few assignments; some long ago. */
const assignmentEvents = fc.record({
  type: fc.constant("work" as const),
  number: numbers,
  member: fc.nat(MEMBERS - 1),
  status: fc.oneof(
    { weight: 5, arbitrary: fc.constant("completed" as const) },
    { weight: 1, arbitrary: fc.constantFrom("open", "cancelled", "deleted") },
  ),
  hoursAgo: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 2000 })),
  hoursEarly: fc.option(fc.integer({ min: -50, max: 50 })),
  skillMatch: fc.option(steps.map(toMatchTenThousandths)),
  difficulty: fc.option(fc.integer({ min: 0, max: 1000 }).map(toDifficultyHundredths)),
});

const policies = fc.record({
  type: fc.constant("policy" as const),
  weights: fc.record({ on_time: steps, skill: steps, difficulty: steps }),
  minimumSample: fc.integer({ min: 0, max: 4 }),
});

const deliveries = fc.record({ type: fc.constant("delivery" as const), number: numbers });
const arrivals = fc.constant({ type: "arrival" as const });
const sweeps = fc.constant({ type: "sweep" as const });
const moves = fc.record({
  type: fc.constant("move" as const),
  timeZone: fc.constantFrom(...ZONES),
});

const events = fc.oneof(
  { weight: 12, arbitrary: assignmentEvents },
  { weight: 3, arbitrary: policies },
  { weight: 2, arbitrary: deliveries },
  { weight: 2, arbitrary: sweeps },
  { weight: 1, arbitrary: arrivals },
  { weight: 1, arbitrary: moves },
);

type ValueOf<Some> = Some extends fc.Arbitrary<infer Value> ? Value : never;
type Event = ValueOf<typeof events>;
type History = readonly { readonly hoursLater: number; readonly event: Event }[];

/** Events, each some hours after the one before. */
export function histories(length: { readonly min: number; readonly max: number }) {
  return fc.array(fc.record({ hoursLater: fc.integer({ min: 0, max: 40 }), event: events }), {
    minLength: length.min,
    maxLength: length.max,
    size: "max",
  });
}

/**
 * Plays a history.
 * @returns the organization at its end.
 */
export async function playHistory(database: Database, history: History): Promise<Context> {
  const { context: first, userIds } = await makeOrganization(database, {
    members: MEMBERS,
    timeZone: ZONES[0],
  });
  let context: Context = first;
  for (const [index, { hoursLater, event }] of history.entries()) {
    context = { ...context, now: new Date(context.now.getTime() + hoursLater * HOUR) };
    if (event.type === "move") {
      const organization = { ...context.organization, timeZone: event.timeZone };
      context = createSystemContext(context, organization);
    } else {
      await playEvent(context, event, { userIds, index });
    }
  }
  return context;
}

async function playEvent(
  context: Context,
  event: Exclude<Event, { type: "move" }>,
  { userIds, index }: { readonly userIds: readonly number[]; readonly index: number },
): Promise<void> {
  switch (event.type) {
    case "work":
      await recordAssignmentsFor(context, [toInput(event, context.now, userIds)]);
      return;
    case "policy": {
      const { on_time, skill, difficulty } = event.weights;
      const weights = {
        on_time: on_time / 10_000,
        skill: skill / 10_000,
        difficulty: difficulty / 10_000,
      };
      await updatePolicy(context, { weights, min_sample: event.minimumSample });
      return;
    }
    case "delivery":
      await deliverAgain(context, event.number);
      return;
    case "sweep":
      await runNightlyEvaluation(context);
      return;
    case "arrival":
      await createMember(context, { username: `new-${index}`, role: "employee" });
  }
}

function toInput(
  work: ValueOf<typeof assignmentEvents>,
  now: Date,
  userIds: readonly number[],
): AssignmentInput {
  const { number, member, status, hoursAgo, hoursEarly, skillMatch, difficulty } = work;
  const completedAt = new Date(now.getTime() - hoursAgo * HOUR);
  return {
    externalId: `work-${number}`,
    userId: userIds[member] ?? 0,
    title: `Task ${number}`,
    ...(status === "deleted" ? { status: "cancelled", deletedAt: now } : { status }),
    ...(status === "completed" && { completedAt }),
    dueAt: hoursEarly === null ? null : new Date(completedAt.getTime() + hoursEarly * HOUR),
    skillMatch,
    difficulty,
  };
}

/** Delivers an event again, as a queue does that delivers at least once. */
async function deliverAgain(context: Context, number: number): Promise<void> {
  const { database, organizationId } = context;
  const where = { organizationId, externalId: `work-${number}` };
  const stored = await database.assignment.findFirst({ where });
  if (stored === null) return;
  const { userId, id: assignmentId } = stored;
  const { entries } = await updateUserPerformance(context, { userId, assignmentId });
  if (entries.length > 0) throw new Error("A counted completion was counted again.");
}

type HistoryErrors = {
  readonly errors: readonly unknown[];
  readonly entries: number;
  readonly kinds: readonly string[];
  readonly days: number;
};

/**
 * The errors in an organization: stored values that differ from their recomputation, contributions that do not add up
 * to an entry's change, and changes that do not add up to the score.
 */
export async function findErrors(context: Context): Promise<HistoryErrors> {
  const { database, organizationId } = context;
  const { differences } = await verifyOrganization(context);
  const where = { organizationId };
  const ledger = await database.performanceLog.findMany({ where, orderBy: { id: "asc" } });
  const errors: unknown[] = [...differences];
  const scores = new Map<number, number | null>();
  for (const entry of ledger) {
    const before = scores.get(entry.userId) ?? null;
    const { performanceScore: score, scoreChange: change } = entry;
    const parts = [
      entry.contributionOnTime,
      entry.contributionSkill,
      entry.contributionDifficulty,
    ].reduce<number>((sum, part) => sum + (part ?? 0), 0);
    const isSum = change === null || parts === change;
    const continues =
      score === null || before === null ? change === null : score - before === change;
    if (!(isSum && continues)) errors.push({ entry: entry.id, before, score, change, parts });
    scores.set(entry.userId, score);
  }
  const days = await database.performanceSnapshot.groupBy({ by: ["snapshotDate"], where });
  const kinds = [...new Set(ledger.map(({ kind }) => kind))];
  return { errors, entries: ledger.length, kinds, days: days.length };
}
