import * as fc from "fast-check";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import { buildSums } from "@/lib/performance/domain/testing/samples";

export type HistoryRole = "employee" | "team_lead" | "manager";
export type HistoryMode = "named" | "pseudonymous" | "aggregate";

/** What happens in an organization. Members are numbered in the order in which they joined. */
export type OrganizationEvent =
  | { readonly type: "record"; readonly member: number; readonly sums: Sums }
  | { readonly type: "reverse"; readonly member: number; readonly entry: number }
  | { readonly type: "correct"; readonly member: number; readonly entry: number }
  | { readonly type: "join"; readonly team: number | null; readonly role: HistoryRole }
  /** The member is deactivated, or comes back. */
  | { readonly type: "leave"; readonly member: number }
  | { readonly type: "move"; readonly member: number; readonly team: number | null }
  | { readonly type: "role"; readonly member: number; readonly role: HistoryRole }
  | { readonly type: "mode"; readonly mode: HistoryMode }
  | { readonly type: "threshold"; readonly threshold: number };

export type OrganizationHistory = {
  readonly mode: HistoryMode;
  readonly threshold: number;
  readonly founders: readonly { readonly team: number | null; readonly role: HistoryRole }[];
  /** What happens in each month from January 2024 on, in its order. */
  readonly months: readonly (readonly OrganizationEvent[])[];
};

const teams = fc.constantFrom(1, 1, 1, 2, 2, 3, null);
const roles = fc.constantFrom<HistoryRole>("employee", "employee", "team_lead", "manager");
const modes = fc.constantFrom<HistoryMode>("named", "pseudonymous", "aggregate");
const thresholds = fc.integer({ min: 2, max: 3 });
const member = fc.nat({ max: 14 });

/** One or two completions, some without a due date, a skill match or a difficulty. */
const recordedSums: fc.Arbitrary<Sums> = fc
  .record({
    tasks: fc.integer({ min: 1, max: 2 }),
    onTime: fc.option(fc.boolean(), { freq: 8 }),
    skillMatch: fc.option(fc.integer({ min: 0, max: 10_000 }), { freq: 4 }),
    difficulty: fc.option(fc.integer({ min: 0, max: 1000 }), { freq: 8 }),
  })
  .map(({ tasks, onTime, skillMatch, difficulty }) =>
    buildSums({
      tasks,
      ...(onTime !== null && { due: tasks, onTime: onTime ? tasks : 0 }),
      ...(skillMatch !== null && { skillRated: 1, skillMatch }),
      ...(difficulty !== null && { difficultyRated: 1, difficulty }),
    }),
  );

const of = <Type extends OrganizationEvent["type"]>(type: Type) => fc.constant(type);

const events: fc.Arbitrary<OrganizationEvent> = fc.oneof(
  { weight: 60, arbitrary: fc.record({ type: of("record"), member, sums: recordedSums }) },
  { weight: 2, arbitrary: fc.record({ type: of("reverse"), member, entry: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ type: of("correct"), member, entry: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ type: of("join"), team: teams, role: roles }) },
  { weight: 1, arbitrary: fc.record({ type: of("leave"), member }) },
  { weight: 5, arbitrary: fc.record({ type: of("move"), member, team: teams }) },
  { weight: 1, arbitrary: fc.record({ type: of("role"), member, role: roles }) },
  { weight: 1, arbitrary: fc.record({ type: of("mode"), mode: modes }) },
  { weight: 1, arbitrary: fc.record({ type: of("threshold"), threshold: thresholds }) },
);

const quietMonths = fc.array(events, { maxLength: 2 });
const busyMonths = fc.array(events, { minLength: 20, maxLength: 60 });

export const organizationHistories: fc.Arbitrary<OrganizationHistory> = fc.record({
  mode: modes,
  threshold: thresholds,
  founders: fc.array(fc.record({ team: teams, role: roles }), { minLength: 6, maxLength: 14 }),
  months: fc.array(
    fc.oneof({ weight: 5, arbitrary: busyMonths }, { weight: 1, arbitrary: quietMonths }),
    { minLength: 2, maxLength: 5 },
  ),
});
