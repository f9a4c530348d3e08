import {
  addUpMembers,
  areSumsOfCompletions,
  type Batch,
  type BatchMember,
  buildBatch,
  listCountedComponents,
  type MemberPart,
} from "@/lib/performance/domain/releases/batch";
import { planReleases, type ReleasePlan } from "@/lib/performance/domain/releases/plan-releases";
import {
  indexBatch,
  isDominated,
  isReleasable,
  isSafeFor,
  type ReleaseRule,
} from "@/lib/performance/domain/releases/readers";
import {
  getReleaseGroup,
  listActiveMembers,
  listGroupedTeams,
  type RecordedTeamId,
  type ReleaseGroup,
} from "@/lib/performance/domain/releases/release-groups";
import { getEvidence } from "@/lib/performance/domain/scoring/component-ratio";
import {
  COMPONENTS,
  mapComponents,
  type PerComponent,
} from "@/lib/performance/domain/scoring/policy";
import { endOfMonth, type Month } from "@/lib/performance/domain/time/months";

/** What keeps releases from telling about too few members. */
export const guards = [
  "own_data",
  "view_of_leads",
  "earlier_view",
  "disjoint_periods",
  "new_readers",
  "same_members",
  "kept_teams",
  "no_idle_month",
] as const;

export type Guard = (typeof guards)[number];

/** What plans the releases: the product, the test's own copy of it, or that copy without one guard. */
export type Planner = "product" | "copy" | Guard;

/** A mean over members: of one component, or of a score with each member's weights. */
export type ShownMean = {
  readonly members: readonly BatchMember[];
  readonly weigh: (member: BatchMember) => PerComponent<number>;
};

/** What a reader is given at once. */
export type ShownBatch = {
  readonly key: string;
  readonly month: Month;
  readonly threshold: number;
  readonly batch: Batch;
  readonly means: readonly ShownMean[];
};

export type UnguardedPlan = {
  readonly shown: readonly ShownBatch[];
  /** What the batches took from what waits. */
  readonly counted: readonly MemberPart[];
};

const DAYS_LEFT_OUT = 3;
const DAY = 86_400_000;

/** What one month gives to readers. `earlier` is what they were given before. */
export function planBy(
  planner: Planner,
  plan: ReleasePlan,
  earlier: readonly ShownBatch[],
): UnguardedPlan {
  if (planner !== "product") {
    const made = planCopy(planner, plan);
    const isAgain = planner === "kept_teams";
    return isAgain ? { ...made, shown: [...made.shown, ...showPresentTeams(plan, earlier)] } : made;
  }
  const releases = planReleases(plan);
  return {
    shown: releases.map(({ group, to, threshold, batch }) =>
      showBatch(getGroupKey(group), to, threshold, batch),
    ),
    counted: releases.flatMap(({ parts }) => parts),
  };
}

/** The means of a batch as the product shows them. */
function showBatch(key: string, month: Month, threshold: number, batch: Batch): ShownBatch {
  const { members, policy } = batch;
  const means = [
    ...listCountedComponents(batch).map((component) => ({
      members,
      weigh: () => mapComponents((one) => (one === component ? 1 : 0)),
    })),
    { members, weigh: () => policy.weights },
  ];
  return { key, month, threshold, batch, means };
}

/** The figures of past months, computed again over those of their members who are in the team now. */
function showPresentTeams(
  plan: ReleasePlan,
  earlier: readonly ShownBatch[],
): readonly ShownBatch[] {
  const rule = toRule(plan);
  return earlier.flatMap(({ key, month, threshold, batch }) => {
    const isInTeam = ({ userId }: BatchMember) =>
      key === `team ${rule.members.get(userId)?.teamId}`;
    const present = { ...batch, members: batch.members.filter(isInTeam) };
    return key.startsWith("team") && isReleasable(present, { ...rule, threshold })
      ? [showBatch(key, month, threshold, present)]
      : [];
  });
}

/** The same period without its last days. */
function showShorterPeriod(
  plan: ReleasePlan,
  key: string,
  parts: readonly MemberPart[],
): readonly ShownBatch[] {
  const month = getMonth(plan);
  const end = endOfMonth(month, plan.timeZone).getTime() - DAYS_LEFT_OUT * DAY;
  const before = parts.filter(({ lastRecordedAt }) => lastRecordedAt.getTime() < end);
  const batch = buildBatch(before, getPolicy(plan), plan.threshold);
  return isReleasable(batch, toRule(plan))
    ? [showBatch(`${key}, shorter`, month, plan.threshold, batch)]
    : [];
}

function planCopy(planner: Planner, plan: ReleasePlan): UnguardedPlan {
  const month = getMonth(plan);
  const { threshold, members, waiting } = plan;
  const end = endOfMonth(month, plan.timeZone);
  if (listActiveMembers(members, end).length <= threshold) return { shown: [], counted: [] };
  const groupedTeams = listGroupedTeams(
    members,
    end,
    planner === "own_data" ? threshold - 1 : threshold,
  );
  const keyOf = (teamId: RecordedTeamId) => getGroupKey(getReleaseGroup(teamId, groupedTeams));
  const keys = new Set([...groupedTeams].map(keyOf));
  for (const { teamId } of waiting) keys.add(keyOf(teamId));
  const teamOf = new Map(members.map(({ userId, teamId }) => [userId, teamId]));
  const groups = [...keys].map((key) => {
    const parts = waiting.filter(({ teamId }) => keyOf(teamId) === key);
    const present = parts.filter(({ userId }) => keyOf(teamOf.get(userId) ?? null) === key);
    return showGroup(planner, plan, key, [parts, present]);
  });
  return {
    shown: groups.flatMap(({ shown }) => shown),
    counted: groups.flatMap(({ counted }) => counted),
  };
}

function showGroup(
  planner: Planner,
  plan: ReleasePlan,
  key: string,
  [parts, present]: readonly [readonly MemberPart[], readonly MemberPart[]],
): UnguardedPlan {
  const month = getMonth(plan);
  const { threshold } = plan;
  const policy = getPolicy(plan);
  if (!parts.some((part) => part.month === month)) {
    const empty = { members: [], policy };
    const shown = planner === "no_idle_month" ? [showBatch(key, month, threshold, empty)] : [];
    return { shown, counted: [] };
  }
  const batch = [parts, present]
    .map((counted) =>
      planner === "same_members"
        ? buildOpenBatch(counted, policy)
        : buildBatch(counted, policy, threshold),
    )
    .find((candidate) => isReleasableBy(planner, candidate, toRule(plan)));
  if (batch === undefined) return { shown: [], counted: [] };
  const shown = showBatch(key, month, threshold, batch);
  const own = { ...shown, means: showOwnMembers(batch, threshold) };
  const shorter = planner === "disjoint_periods" ? showShorterPeriod(plan, key, parts) : [];
  return { shown: [planner === "same_members" ? own : shown, ...shorter], counted: parts };
}

/** A batch of all members with completions, whatever components they have. */
function buildOpenBatch(parts: readonly MemberPart[], policy: Batch["policy"]): Batch {
  return {
    policy,
    members: addUpMembers(parts).filter(({ sums }) => areSumsOfCompletions(sums)),
  };
}

function isReleasableBy(planner: Planner, batch: Batch, rule: ReleaseRule): boolean {
  if (planner === "view_of_leads") {
    const own = { view: { kind: "self" }, viewSince: new Date(0) } as const;
    const readers = rule.readers.map((reader) => ({ ...reader, ...own }));
    return isReleasable(batch, { ...rule, readers });
  }
  if (planner === "earlier_view") {
    const readers = rule.readers.map((reader) => ({ ...reader, viewSince: new Date(0) }));
    return isReleasable(batch, { ...rule, readers });
  }
  if (planner === "new_readers") {
    const readers = rule.readers.map((reader) => ({ ...reader, createdAt: new Date(0) }));
    return isReleasable(batch, { ...rule, readers });
  }
  if (planner !== "own_data") return isReleasable(batch, rule);
  const indexed = indexBatch(batch, rule.members);
  const others = rule.readers.filter(({ view }) => view.kind !== "self");
  return (
    batch.members.length >= rule.threshold &&
    !isDominated(batch) &&
    others.every((reader) => isSafeFor({ ...reader, userId: 0 }, indexed, rule))
  );
}

/** Each mean over the members who have what it is about. */
function showOwnMembers(batch: Batch, threshold: number): readonly ShownMean[] {
  const { weights } = batch.policy;
  const components = COMPONENTS.flatMap((component) => {
    const members = batch.members.filter(({ sums }) => getEvidence(sums, component) > 0);
    const weigh = () => mapComponents((one) => (one === component ? 1 : 0));
    return members.length > threshold ? [{ members, weigh }] : [];
  });
  const members = batch.members.filter(({ sums }) =>
    COMPONENTS.some((component) => getEvidence(sums, component) > 0),
  );
  const weigh = ({ sums }: BatchMember) =>
    mapComponents((one) => (getEvidence(sums, one) > 0 ? weights[one] : 0));
  return [...components, { members, weigh }];
}

function toRule({ threshold, readers, members }: ReleasePlan): ReleaseRule {
  return {
    threshold,
    readers,
    members: new Map(members.map((member) => [member.userId, member])),
  };
}

function getGroupKey(group: ReleaseGroup): string {
  return group.kind === "team" ? `team ${group.teamId}` : "other teams";
}

function getMonth({ months }: ReleasePlan): Month {
  const [month] = months;
  if (month === undefined) throw new Error("A plan of this test has one month.");
  return month;
}

function getPolicy({ policies }: ReleasePlan) {
  const [policy] = policies;
  if (policy === undefined) throw new Error("A plan of this test has one policy.");
  return policy;
}
