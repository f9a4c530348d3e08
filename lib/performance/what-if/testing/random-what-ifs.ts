import * as fc from "fast-check";
import { vi } from "vitest";
import * as completeRoute from "@/app/api/performance/assignments/[id]/complete/route";
import * as reopenRoute from "@/app/api/performance/assignments/[id]/reopen/route";
import * as assignmentsRoute from "@/app/api/performance/assignments/route";
import * as decisionRoute from "@/app/api/performance/contests/[id]/decision/route";
import * as raiseRoute from "@/app/api/performance/logs/[id]/contest/route";
import * as policyRoute from "@/app/api/performance/policy/route";
import * as historyRoute from "@/app/api/performance/user/[id]/history/route";
import * as summaryRoute from "@/app/api/performance/user/[id]/summary/route";
import * as whatIfRoute from "@/app/api/performance/user/[id]/what-if/route";
import type { Context } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { runNightlyEvaluation } from "@/lib/performance/achievements/run-nightly-evaluation";
import { createMember } from "@/lib/performance/members/create-member";
import type { PolicyResponse } from "@/lib/performance/policies/schemas";
import type { HistoryEntry, UserSummary } from "@/lib/performance/summaries/schemas";
import { type Caller, makeCaller } from "@/lib/performance/testing/make-caller";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import type { WhatIf } from "@/lib/performance/what-if/schemas";
import { listChangedTables, readTables } from "./read-tables";

const HOUR = 3_600_000;
/** More than the time by which clocks may differ: a completion so far ahead is rejected until then. */
const TEN_MINUTES = 600_000;
/** Members complete their own work some milliseconds after they asked, which must be within the same second. */
const HALF_A_SECOND = 500;
/** Between two steps, which a case has too few of to last half a second. */
const STEP_MILLISECONDS = 10;
/** Longer than a case. */
const TOKEN_DAYS = 365;
const SKILLS = ["Sewing", "Welding"] as const;
/** The organization has the last two only once a correction has named them. */
const CORRECTED_SKILLS = ["sewing", "Welding", "Riveting", "Painting"] as const;
const tenths = fc.integer({ min: 0, max: 10 });
const TOTAL = 20;
const steps = fc.integer({ min: 0, max: TOTAL });

/** Weights in twentieths that add up to 1. */
function splitTotal(cuts: readonly [number, number]) {
  const [low = 0, high = 0] = cuts.toSorted((left, right) => left - right);
  return { on_time: low, skill: high - low, difficulty: TOTAL - high };
}

/** Mostly good work, so that milestones and badges are reached; some late, some without a due date. */
const assignments = fc.record({
  dueHours: fc.option(
    fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 30, max: 300 }) },
      { weight: 1, arbitrary: fc.integer({ min: -60, max: 40 }) },
    ),
  ),
  difficulty: fc.option(fc.oneof(tenths, fc.integer({ min: 8, max: 10 }))),
  match: fc.option(fc.oneof(tenths, fc.integer({ min: 9, max: 10 }))),
  skills: fc.uniqueArray(
    fc.record({ name: fc.constantFrom(...SKILLS), level: fc.integer({ min: 1, max: 10 }) }),
    { selector: ({ name }) => name },
  ),
  /** When it is completed; null: without a time, which means now. */
  atHours: fc.option(
    fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 60 }) },
      { weight: 1, arbitrary: fc.integer({ min: -400, max: 900 }).filter((hours) => hours !== 0) },
    ),
  ),
  isOwn: fc.boolean(),
});

const facts = fc.record(
  {
    dueHours: fc.integer({ min: -300, max: 100 }),
    difficulty: tenths,
    match: fc.option(tenths),
    skills: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom(...CORRECTED_SKILLS),
        level: fc.integer({ min: 1, max: 10 }),
      }),
      { selector: ({ name }) => name },
    ),
    completedHours: fc.integer({ min: 1, max: 500 }),
  },
  { requiredKeys: ["difficulty"] },
);

const cases = fc.record({
  hoursLater: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }) },
    { weight: 1, arbitrary: fc.integer({ min: 40, max: 800 }) },
  ),
  isEvaluated: fc.boolean(),
  /** Whether all tables are compared before and after asking. */
  isWatched: fc.nat(9).map((number) => number === 0),
  isReopened: fc.nat(9).map((number) => number === 0),
  open: fc.array(assignments, { minLength: 1, maxLength: 5 }),
  correction: fc.option(fc.record({ index: fc.nat(30), facts }), { freq: 3 }),
  policy: fc.option(
    fc.record({
      weights: fc.oneof(
        { weight: 9, arbitrary: fc.tuple(steps, steps).map(splitTotal) },
        { weight: 1, arbitrary: fc.constant({ on_time: 0, skill: 0, difficulty: 0 }) },
      ),
      min_sample: fc.integer({ min: 0, max: 6 }),
      due_rule: fc.constantFrom("latest", "first", "agreed"),
    }),
    { freq: 5 },
  ),
});

type ValueOf<Some> = Some extends fc.Arbitrary<infer Value> ? Value : never;
export type WhatIfCase = ValueOf<typeof cases>;

/** Things to do for one member, each on the history that the ones before have left. */
export const whatIfHistories = (length: number) =>
  fc.array(cases, { minLength: length, maxLength: length, size: "max" });

type Organization = {
  readonly context: Context;
  readonly userId: number;
  readonly adminId: number;
};
type World = Organization & {
  readonly member: Caller;
  readonly admin: Caller;
};
type ApiResponse = { readonly status: number; readonly body: Record<string, unknown> };

/** What a case did in truth, in the shape of the response that foresaw it. */
export type Compared = {
  readonly foreseen: WhatIf;
  /** Whether the question has a correction of the required skills. */
  readonly correctsSkills: boolean;
  readonly real: Pick<WhatIf, "before" | "after" | "steps" | "milestones" | "badges">;
};

/**
 * Plays cases for a new member: asks what if, by HTTP, then does the same by the ordinary endpoints.
 *
 * @param compare runs after each case.
 */
export async function playWhatIfs(
  database: Database,
  history: readonly WhatIfCase[],
  compare: (compared: Compared) => void,
): Promise<void> {
  let world: Organization = await makeWorld(database);
  vi.useFakeTimers({ toFake: ["Date"], now: world.context.now });
  try {
    for (const [index, one] of history.entries()) {
      world = moveTo(world, world.context.now.getTime() + one.hoursLater * HOUR);
      if (one.isEvaluated) await runNightlyEvaluation(world.context);
      world = await playCase(await openWorld(world), one, index, compare);
    }
  } finally {
    vi.useRealTimers();
  }
}

async function makeWorld(database: Database): Promise<Organization> {
  const { context, userIds } = await makeOrganization(database);
  const [userId = 0] = userIds;
  const { organizationId } = context;
  const admin = await createMember(context, { username: "admin", role: "admin" });
  const others = CORRECTED_SKILLS.filter(
    (name) => !SKILLS.some((skill) => skill.toLowerCase() === name.toLowerCase()),
  );
  await database.skill.createMany({ data: others.map((name) => ({ organizationId, name })) });
  for (const [index, name] of SKILLS.entries()) {
    const skill = await database.skill.create({ data: { organizationId, name } });
    const level = 4 + 3 * index;
    await database.userSkill.create({ data: { organizationId, userId, skillId: skill.id, level } });
  }
  return { context, userId, adminId: admin.id };
}

function moveTo<Some extends Organization>(world: Some, milliseconds: number): Some {
  vi.setSystemTime(milliseconds);
  return { ...world, context: { ...world.context, now: new Date(milliseconds) } };
}

async function openWorld({ context, userId, adminId }: Organization): Promise<World> {
  return {
    ...{ context, userId, adminId },
    member: await makeCaller(context, userId, null, TOKEN_DAYS),
    admin: await makeCaller(context, adminId, null, TOKEN_DAYS),
  };
}

/**
 * Before each step, asks for every beginning of what is left to do; then does the step.
 *
 * @returns the world at the time of the last step.
 */
async function playCase(
  world: World,
  one: WhatIfCase,
  index: number,
  compare: (compared: Compared) => void,
): Promise<World> {
  if (one.isReopened) await reopenLast(world);
  const doing: Doing = {
    completions: await createAssignments(world, one, index),
    correction: await chooseCorrection(world, one),
    policy: one.policy,
  };
  const asker = index % 2 === 0 ? world.member : world.admin;
  const { steps } = await askFor(asker, world, doing);
  const asked: { readonly foreseen: readonly WhatIf[]; readonly from: number }[] = [];
  const done: WhatIf["steps"] = [];
  const figures = [await readFigures(world)];
  let here = world;
  for (const [from, step] of steps.entries()) {
    const askAll = () => askForBeginnings(asker, here, doing, steps.slice(from));
    const isWatched = one.isWatched && from === 0;
    asked.push({ foreseen: await (isWatched ? withoutWriting(here, askAll) : askAll()), from });
    here = moveTo(here, Math.max(here.context.now.getTime(), Date.parse(step.at)));
    const real = await doStep(here, step, doing);
    const at = toText(here.context.now.getTime());
    done.push({ type: step.type, assignment_id: step.assignment_id, at, ...real });
    figures.push(await readFigures(here));
    here = moveTo(here, here.context.now.getTime() + STEP_MILLISECONDS);
  }
  for (const { foreseen: all, from } of asked) {
    for (const foreseen of all) {
      const correctsSkills =
        doing.correction?.facts.required_skills !== undefined &&
        foreseen.steps.some(({ type }) => type === "correction");
      const real = describeReal(foreseen, done, figures, from);
      compare({ foreseen, correctsSkills, real });
    }
  }
  return here;
}

/** Asks for the first step, the first two, and so on. */
async function askForBeginnings(
  asker: Caller,
  world: World,
  doing: Doing,
  steps: WhatIf["steps"],
): Promise<readonly WhatIf[]> {
  const foreseen: WhatIf[] = [];
  for (const index of steps.keys()) {
    foreseen.push(await askFor(asker, world, select(doing, steps.slice(0, index + 1))));
  }
  return foreseen;
}

/** The access record, and how many requests each caller made, whatever they asked. */
const writtenByAsking = ["access_records", "rate_limit_counts"];

/** @throws Error where any other table has another content afterwards. */
async function withoutWriting<Result>(
  { context: { database } }: World,
  ask: () => Promise<Result>,
): Promise<Result> {
  const before = await readTables(database);
  const result = await ask();
  const changed = listChangedTables(before, await readTables(database));
  const written = changed.filter((name) => !writtenByAsking.includes(name));
  if (written.length > 0) throw new Error(`Asking what if wrote to ${written.join(", ")}.`);
  return result;
}

async function askFor(asker: Caller, { userId }: World, doing: Doing): Promise<WhatIf> {
  const { completions, correction, policy } = doing;
  const body = {
    completions: completions.map(({ isOwn: _isOwn, ...completion }) => completion),
    ...(correction && { correction }),
    ...(policy && { policy: toPolicy(policy) }),
  };
  return requireOk(await asker.call(whatIfRoute.POST, { params: { id: userId }, body }));
}

/** The part of what is to be done that these steps are. */
function select({ completions, correction, policy }: Doing, steps: WhatIf["steps"]): Doing {
  const has = (type: WhatIf["steps"][number]["type"]) => steps.some((step) => step.type === type);
  const chosen = new Set(
    steps.flatMap(({ type, assignment_id: id }) => (type === "completion" ? id : [])),
  );
  return {
    completions: completions.filter(({ assignment_id: id }) => chosen.has(id)),
    correction: has("correction") ? correction : null,
    policy: has("policy") ? policy : null,
  };
}

type Figures = {
  readonly figures: WhatIf["after"];
  readonly held: Awaited<ReturnType<typeof listHeld>>;
};

async function readFigures(world: World): Promise<Figures> {
  const params = { id: world.userId };
  const summary = requireOk<UserSummary>(await world.member.call(summaryRoute.GET, { params }));
  const figures = {
    performance_score: summary.current_performance_score,
    provisional: summary.provisional,
    tasks_completed: summary.tasks_completed,
    points: summary.points,
    metrics: summary.latest_metrics,
  };
  return { figures, held: await listHeld(world) };
}

/** What the foreseen steps did together, of which `from` was the first one. */
function describeReal(
  foreseen: WhatIf,
  done: WhatIf["steps"],
  figures: readonly Figures[],
  from: number,
): Compared["real"] {
  const to = from + foreseen.steps.length;
  const [before, after] = [figures[from], figures[to]];
  if (before === undefined || after === undefined) throw new Error("A step was not done.");
  return {
    before: before.figures,
    after: after.figures,
    steps: done.slice(from, to).map((step, index) => {
      const { at = "" } = foreseen.steps[index] ?? {};
      const later = Date.parse(step.at) - Date.parse(at);
      return later >= 0 && later < HALF_A_SECOND ? { ...step, at } : step;
    }),
    milestones: compareHeld(before.held.milestones, after.held.milestones),
    badges: compareHeld(before.held.badges, after.held.badges),
  };
}

function toPolicy({ weights, ...rules }: NonNullable<WhatIfCase["policy"]>) {
  const { on_time: onTime, skill, difficulty } = weights;
  return {
    weights: { on_time: onTime / TOTAL, skill: skill / TOTAL, difficulty: difficulty / TOTAL },
    ...rules,
  };
}

const toText = (milliseconds: number) => new Date(milliseconds).toISOString();

async function createAssignments(
  { context, userId, admin }: World,
  { open }: WhatIfCase,
  index: number,
) {
  const now = context.now.getTime();
  const made: { assignment_id: number; completed_at?: string; isOwn: boolean }[] = [];
  for (const [number, work] of open.entries()) {
    const { dueHours, difficulty, match, skills, atHours, isOwn } = work;
    const body = {
      external_id: `case-${index}-${number}`,
      user_id: userId,
      title: "Imagined",
      required_skills: skills,
      ...(dueHours !== null && { due_at: toText(now + dueHours * HOUR + HALF_A_SECOND) }),
      ...(difficulty !== null && { difficulty }),
      ...(match !== null && { skill_match: match / 10 }),
    };
    const { assignment } = requireOk<{ assignment: { id: number } }>(
      await admin.call(assignmentsRoute.POST, { body }),
    );
    made.push({
      assignment_id: assignment.id,
      ...(atHours !== null && {
        completed_at: toText(now + atHours * HOUR + number * TEN_MINUTES),
      }),
      // Members complete their own work at the server's time only.
      isOwn: isOwn && (atHours === null || atHours > 0),
    });
  }
  return made;
}

/** Of one of the last completions that count; null before the first. */
async function chooseCorrection({ context, userId }: World, { correction }: WhatIfCase) {
  if (correction === null) return null;
  const { database, organizationId } = context;
  const counted = await database.performanceFact.findMany({
    where: { organizationId, userId },
    orderBy: { entryId: "desc" },
    take: 31,
  });
  const fact = counted[correction.index % Math.max(1, counted.length)];
  if (fact === undefined) return null;
  const { dueHours, difficulty, match, skills, completedHours } = correction.facts;
  const now = context.now.getTime();
  return {
    entry_id: Number(fact.entryId),
    facts: {
      // Never what it is already, so that something is corrected.
      difficulty:
        fact.difficulty === difficulty * 100
          ? difficulty + (difficulty < 10 ? 0.5 : -0.5)
          : difficulty,
      ...(dueHours !== undefined && { due_at: toText(now + dueHours * HOUR) }),
      ...(match !== undefined && { skill_match: match === null ? null : match / 10 }),
      ...(skills !== undefined && { required_skills: skills }),
      ...(completedHours !== undefined && { completed_at: toText(now - completedHours * HOUR) }),
    },
  };
}

type Doing = {
  readonly completions: Awaited<ReturnType<typeof createAssignments>>;
  readonly correction: Awaited<ReturnType<typeof chooseCorrection>>;
  readonly policy: WhatIfCase["policy"];
};

type RealStep = Omit<WhatIf["steps"][number], "type" | "assignment_id" | "at">;

async function doStep(
  world: World,
  step: WhatIf["steps"][number],
  { completions, correction, policy }: Doing,
): Promise<RealStep> {
  switch (step.type) {
    case "policy":
      return applyPolicy(world, step, policy);
    case "correction":
      return correct(world, correction);
    case "completion": {
      const wanted = completions.find((one) => one.assignment_id === step.assignment_id);
      return complete(world, step.assignment_id ?? 0, wanted);
    }
  }
}

async function complete(
  { member, admin }: World,
  id: number,
  wanted: Doing["completions"][number] | undefined,
): Promise<RealStep> {
  const isOwn = wanted?.isOwn === true;
  const at = isOwn ? undefined : wanted?.completed_at;
  const body = at === undefined ? {} : { completed_at: at };
  const call = { params: { id }, body };
  return toRealStep(requireOk(await (isOwn ? member : admin).call(completeRoute.POST, call)));
}

async function correct(
  { member, admin }: World,
  correction: Doing["correction"],
): Promise<RealStep> {
  const params = { id: correction?.entry_id ?? 0 };
  const reason = "It was not so.";
  const raised = requireOk<{ id: number }>(
    await member.call(raiseRoute.POST, { params, body: { reason } }),
  );
  const body = { decision: "upheld", facts: correction?.facts };
  const decided = await admin.call(decisionRoute.POST, { params: { id: raised.id }, body });
  return toRealStep(requireOk(decided));
}

async function applyPolicy(
  world: World,
  step: WhatIf["steps"][number],
  policy: WhatIfCase["policy"],
): Promise<RealStep> {
  const { member, admin } = world;
  const before = await listHeld(world);
  if (policy === null) throw new Error("The case has no policy.");
  const read = requireOk<PolicyResponse>(await admin.call(policyRoute.GET, {}));
  const body = {
    ...toPolicy(policy),
    allow_no_score: true,
    expected_version: read.current.version,
  };
  requireOk(await admin.call(policyRoute.PUT, { body }));
  const after = await listHeld(world);
  const held = {
    milestones: compareHeld(before.milestones, after.milestones),
    badges: compareHeld(before.badges, after.badges),
  };
  const params = { id: world.userId };
  const summary = requireOk<UserSummary>(await member.call(summaryRoute.GET, { params }));
  if (step.contributions === null) {
    const score = summary.current_performance_score;
    return { score_before: score, score_after: score, contributions: null, ...held };
  }
  const { entries } = requireOk<{ entries: HistoryEntry[] }>(
    await member.call(historyRoute.GET, { params, query: "?limit=2&days=36500" }),
  );
  const [entry, former] = entries;
  return {
    score_before: former?.performance_score ?? null,
    score_after: entry?.performance_score ?? null,
    contributions: entry?.contributions ?? null,
    ...held,
  };
}

function toRealStep(body: RealStep): RealStep {
  const { score_before, score_after, contributions, milestones, badges } = body;
  return { score_before, score_after, contributions, milestones, badges };
}

async function reopenLast({ context, userId, admin }: World): Promise<void> {
  const { database, organizationId } = context;
  const last = await database.performanceFact.findFirst({
    where: { organizationId, userId },
    orderBy: { entryId: "desc" },
  });
  if (last === null) return;
  const params = { id: Number(last.assignmentId) };
  requireOk(await admin.call(reopenRoute.POST, { params, body: {} }));
}

async function listHeld({ context, userId }: World) {
  const { database, organizationId } = context;
  const where = { organizationId, userId };
  const milestones = await database.performanceMilestone.findMany({
    where: { ...where, revokedAt: null },
  });
  const badges = await database.performanceBadge.findMany({ where: { ...where, isActive: true } });
  return {
    milestones: milestones.map(({ milestoneType }) => milestoneType),
    badges: badges.map(({ badgeName }) => badgeName),
  };
}

function compareHeld(before: readonly string[], after: readonly string[]): WhatIf["badges"] {
  return {
    gained: after.filter((name) => !before.includes(name)),
    lost: before.filter((name) => !after.includes(name)),
  };
}

function requireOk<Body>({ status, body }: ApiResponse): Body {
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body as Body;
}

/** With the names in order, which the two sides list in their own. */
export function sortNames({ steps, milestones, badges, before, after }: Compared["real"]) {
  const sort = ({ gained, lost }: WhatIf["badges"]) => ({
    gained: gained.toSorted(),
    lost: lost.toSorted(),
  });
  return {
    before,
    after,
    steps: steps.map((step) => ({
      ...step,
      milestones: sort(step.milestones),
      badges: sort(step.badges),
    })),
    milestones: sort(milestones),
    badges: sort(badges),
  };
}

export const caseParts = [
  ...(["policy", "correction", "correction of skills"] as const),
  ...(["completion", "late completion"] as const),
  ...(["milestone gained", "milestone lost", "badge gained", "badge lost"] as const),
] as const;

/** What a case has of the parts that the cases are meant to cover. */
export function describeCase({
  foreseen: { before, after, steps, milestones, badges },
  correctsSkills,
}: Compared): readonly (typeof caseParts)[number][] {
  const isWorse = (after.metrics.on_time_ratio ?? 0) < (before.metrics.on_time_ratio ?? 0);
  return caseParts.filter((part) => {
    switch (part) {
      case "correction of skills":
        return correctsSkills;
      case "late completion":
        return isWorse && steps.some(({ type }) => type === "completion");
      case "milestone gained":
        return milestones.gained.length > 0;
      case "milestone lost":
        return milestones.lost.length > 0;
      case "badge gained":
        return badges.gained.length > 0;
      case "badge lost":
        return badges.lost.length > 0;
      default:
        return steps.some(({ type }) => type === part);
    }
  });
}
