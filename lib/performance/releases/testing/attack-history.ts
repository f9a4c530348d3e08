import { listNewestReleases } from "@/lib/performance/domain/releases/combine-releases";
import type { ReleasePlan } from "@/lib/performance/domain/releases/plan-releases";
import type { RecordedTeamId } from "@/lib/performance/domain/releases/release-groups";
import { buildPolicy } from "@/lib/performance/domain/testing/samples";
import {
  addMonths,
  endOfMonth,
  getFirstDay,
  type Month,
} from "@/lib/performance/domain/time/months";
import { Adversary, type Finding } from "./adversary";
import type { OrganizationEvent, OrganizationHistory } from "./organization-history";
import { SimulatedOrganization } from "./simulated-organization";
import { type Planner, planBy, type ShownBatch } from "./unguarded-plan";

const FIRST_MONTH: Month = "2024-01";

export type Attack = {
  readonly findings: readonly Finding[];
  readonly shown: readonly ShownBatch[];
  /** How many months had parts that no batch took. */
  readonly heldMonths: number;
};

/** Lets every member of a history see all that the product shows, and looks for what concerns too few others. */
export function attackHistory(history: OrganizationHistory, planner: Planner): Attack {
  const start = new Date(`${getFirstDay(FIRST_MONTH)}T00:00:00Z`);
  const organization = new SimulatedOrganization(history, start);
  const joined = history.months.flat().filter(({ type }) => type === "join").length;
  const people = history.founders.length + joined;
  const adversary = new Adversary(Array.from({ length: people }, (_, index) => index + 1));
  const countedUpTo = new Map<RecordedTeamId, Month>();
  const counted = new Set<unknown>();
  const shown: ShownBatch[] = [];
  let heldMonths = 0;
  for (const [index, events] of history.months.entries()) {
    const month = addMonths(FIRST_MONTH, index);
    const end = endOfMonth(month, "UTC");
    playMonth(organization, month, events);
    organization.see(end);
    const waiting = organization.parts.filter((part) => !counted.has(part));
    const plan = toPlan(organization, month, { waiting, countedUpTo });
    const made = planBy(planner, plan, shown);
    for (const part of made.counted) {
      counted.add(part);
      countedUpTo.set(part.teamId, month);
    }
    if (made.counted.length < waiting.length) heldMonths += 1;
    shown.push(...made.shown);
    adversary.give(made.shown, (readerId, { parts }) => organization.knows(readerId, parts));
    for (const together of listCombinations(shown)) adversary.giveTogether(together);
  }
  return { findings: adversary.listFindings(), shown, heldMonths };
}

function playMonth(
  organization: SimulatedOrganization,
  month: Month,
  events: readonly OrganizationEvent[],
): void {
  const begin = new Date(`${getFirstDay(month)}T00:00:00Z`).getTime();
  const step = Math.floor((endOfMonth(month, "UTC").getTime() - begin) / (events.length + 1));
  for (const [index, event] of events.entries()) {
    organization.apply(event, new Date(begin + (index + 1) * step));
  }
}

function toPlan(
  organization: SimulatedOrganization,
  month: Month,
  state: Pick<ReleasePlan, "waiting" | "countedUpTo">,
): ReleasePlan {
  return {
    ...state,
    months: [month],
    timeZone: "UTC",
    threshold: organization.threshold,
    members: organization.listMembers(),
    readers: organization.listReaders(),
    policies: [buildPolicy()],
    firstMonth: FIRST_MONTH,
  };
}

/** What a page shows beside the batches themselves: each range of each group and of the organization. */
function listCombinations(shown: readonly ShownBatch[]): readonly (readonly ShownBatch[])[] {
  const releases = shown.map((batch) => ({ batch, to: batch.month }));
  const keys = new Set(shown.map(({ key }) => key));
  const groups = [
    releases,
    ...[...keys].map((key) => releases.filter(({ batch }) => batch.key === key)),
  ];
  return groups.flatMap((group) =>
    [1, 3, 12].map((months) => listNewestReleases(group, months).map(({ batch }) => batch)),
  );
}
