import type { BatchMember } from "@/lib/performance/domain/releases/batch";
import { isDominated } from "@/lib/performance/domain/releases/readers";
import { computeReleaseFigures } from "@/lib/performance/domain/releases/release-figures";
import { COMPONENTS } from "@/lib/performance/domain/scoring/policy";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  addRows,
  computeRank,
  type ExactRow,
  findIndependentRows,
  keepUnknowns,
} from "./exact-rows";
import type { ShownBatch, ShownMean } from "./unguarded-plan";

/** What an adversary learned about too few members. */
export type Finding = { readonly readerId: MemberId | null; readonly text: string };

/** Whether a reader knew all that a batch counts of a member when it was shown. */
export type Knows = (readerId: MemberId, member: BatchMember) => boolean;

type ShownRow = { readonly threshold: number; readonly row: ExactRow };

/**
 * Everything that readers were ever given, as linear equations. The unknowns are a member's ratios over one set of
 * their entries: figures over the same entries share them, and figures over others do not.
 */
export class Adversary {
  readonly #rows: ShownRow[] = [];
  /** The unknowns that a reader knew when they were last shown, by reader. */
  readonly #known = new Map<MemberId, Set<string>>();
  readonly #findings: Finding[] = [];

  constructor(readonly readerIds: readonly MemberId[]) {
    for (const readerId of readerIds) this.#known.set(readerId, new Set());
  }

  give(batches: readonly ShownBatch[], knows: Knows): void {
    for (const shown of batches) {
      this.#findings.push(...checkRules(shown));
      for (const mean of shown.means) {
        this.#rows.push({ threshold: shown.threshold, row: toRow(mean) });
        this.#learn(mean, knows);
      }
      for (const readerId of this.readerIds) this.#checkSpread(readerId, shown, knows);
    }
  }

  /** Sums of what was given before: quarters, years, "so far", and the organization. */
  giveTogether(batches: readonly ShownBatch[]): void {
    const [first] = batches;
    if (first === undefined) return;
    const threshold = Math.min(...batches.map((shown) => shown.threshold));
    const length = Math.max(...batches.map(({ means }) => means.length));
    for (let index = 0; index < length; index += 1) {
      const rows = batches.flatMap(({ means }) => means[index] ?? []).map(toRow);
      this.#rows.push({ threshold, row: addRows(rows) });
    }
  }

  listFindings(): readonly Finding[] {
    return [
      ...this.#findings,
      ...this.readerIds.flatMap((readerId) => this.#findSmallCombinations(readerId)),
    ];
  }

  #learn({ members }: ShownMean, knows: Knows): void {
    for (const [readerId, known] of this.#known) {
      for (const member of members) {
        if (!knows(readerId, member)) continue;
        for (const component of COMPONENTS) known.add(nameUnknown(member, component));
      }
    }
  }

  /** Standard deviation and bins are no sums: what is unknown of them must concern enough members. */
  #checkSpread(
    readerId: MemberId,
    { batch, threshold, key, month }: ShownBatch,
    knows: Knows,
  ): void {
    const unknown = batch.members.filter((member) => !knows(readerId, member));
    if (unknown.length === 0 || unknown.length >= threshold) return;
    const text = `${key} in ${month}: ${unknown.length} of ${batch.members.length} are unknown`;
    this.#findings.push({ readerId, text });
  }

  /** Whether some combination of all rows concerns at least one unknown member, and fewer than the threshold. */
  #findSmallCombinations(readerId: MemberId): readonly Finding[] {
    const known = this.#known.get(readerId) ?? new Set();
    const rows = this.#rows.map(({ row }) => keepUnknowns(row, (unknown) => !known.has(unknown)));
    return listConnected(findIndependentRows(rows)).flatMap((connected) => {
      const unknowns = new Set(connected.flatMap((row) => [...row.keys()]));
      const threshold = Math.min(
        ...this.#rows
          .filter(({ row }) => [...row.keys()].some((unknown) => unknowns.has(unknown)))
          .map((shown) => shown.threshold),
      );
      const members = findSmallSupport(connected, threshold);
      return members === null ? [] : [{ readerId, text: `members ${members.join(", ")} alone` }];
    });
  }
}

/** What no reader may see, whatever they know. */
function checkRules({ key, month, threshold, batch }: ShownBatch): readonly Finding[] {
  const name = `${key} in ${month}`;
  const report = (text: string) => [{ readerId: null, text: `${name}: ${text}` }];
  if (batch.members.length === 0) return report("an idle month is told from one that is held back");
  if (isDominated(batch)) return report("one member has most of the completions");
  if (!batch.members.every(({ sums }) => hasEveryComponent(batch, sums))) return [];
  const { bins, completions, members } = computeReleaseFigures(batch, threshold);
  const tasks = batch.members.reduce((total, { sums }) => total + sums.tasks, 0);
  const areBinsJoined =
    bins.every((bin) => bin.members === 0 || bin.members >= threshold) &&
    bins.reduce((total, bin) => total + bin.members, 0) === members;
  if (!areBinsJoined) return report("a bin has too few members");
  const isRounded = completions % 10 === 0 && Math.abs(completions - tasks) <= 5;
  return isRounded ? [] : report("the number of completions is not rounded");
}

function hasEveryComponent(
  { policy }: ShownBatch["batch"],
  { due, skillRated, difficultyRated }: BatchMember["sums"],
): boolean {
  const evidence = { onTime: due, skill: skillRated, difficulty: difficultyRated };
  return COMPONENTS.every((one) => policy.weights[one] === 0 || evidence[one] > 0);
}

/** The sum over the members, in which each weighs the same. */
function toRow({ members, weigh }: ShownMean): ExactRow {
  const totals = members.map((member) => {
    const weights = weigh(member);
    return COMPONENTS.reduce((total, component) => total + weights[component], 0);
  });
  const common = totals.reduce((product, total) => leastCommonMultiple(product, BigInt(total)), 1n);
  const row = new Map<string, bigint>();
  for (const [index, member] of members.entries()) {
    const weights = weigh(member);
    const scale = common / BigInt(totals[index] ?? 1);
    for (const component of COMPONENTS) {
      if (weights[component] === 0) continue;
      row.set(nameUnknown(member, component), BigInt(weights[component]) * scale);
    }
  }
  return row;
}

/** A ratio of a member over exactly these entries. */
function nameUnknown({ userId, parts }: BatchMember, component: string): string {
  return `${userId} ${component} ${parts.map(({ lastEntryId }) => lastEntryId).join("+")}`;
}

function getMember(unknown: string): number {
  return Number(unknown.slice(0, unknown.indexOf(" ")));
}

/** Rows that share unknowns, directly or through others, together. */
function listConnected(rows: readonly ExactRow[]): readonly (readonly ExactRow[])[] {
  let groups: { unknowns: Set<string>; rows: ExactRow[] }[] = [];
  for (const row of rows) {
    const touched = groups.filter(({ unknowns }) =>
      [...row.keys()].some((one) => unknowns.has(one)),
    );
    groups = groups.filter((group) => !touched.includes(group));
    groups.push({
      unknowns: new Set([...row.keys(), ...touched.flatMap(({ unknowns }) => [...unknowns])]),
      rows: [row, ...touched.flatMap((group) => group.rows)],
    });
  }
  return groups.map((group) => group.rows);
}

/**
 * Fewer members than the threshold, if some combination of the rows is about them alone; else null. A
 * combination is about them alone exactly where the rank falls when their unknowns are left out.
 */
function findSmallSupport(rows: readonly ExactRow[], threshold: number): readonly number[] | null {
  const members = [...new Set(rows.flatMap((row) => [...row.keys()].map(getMember)))];
  if (members.length < threshold) return members;
  if (rows.length === 1) return null;
  return (
    listSubsets(members, threshold - 1).find((subset) => {
      const others = rows.map((row) =>
        keepUnknowns(row, (one) => !subset.includes(getMember(one))),
      );
      return computeRank(others) < rows.length;
    }) ?? null
  );
}

function listSubsets(items: readonly number[], size: number): readonly (readonly number[])[] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    listSubsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
  );
}

function leastCommonMultiple(left: bigint, right: bigint): bigint {
  let [larger, smaller] = [left, right];
  while (smaller > 0n) [larger, smaller] = [smaller, larger % smaller];
  return (left / larger) * right;
}
