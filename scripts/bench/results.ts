import type { BenchRequest, Budget } from "./requests";

/** Milliseconds a request: the median of the rounds with the least and the most. */
export type Spread = { readonly median: number; readonly least: number; readonly most: number };

export type RequestResult = {
  readonly id: string;
  readonly time: Spread;
  /** Processor milliseconds a request; null where the system does not say. */
  readonly web: number | null;
  readonly database: number | null;
  readonly kilobytes: number;
  /** The program that it is compared with; null: without one. */
  readonly against: Cost | null;
};

/** What a request costs: its time, and the processor milliseconds of all processes where the system says so. */
export type Cost = { readonly time: Spread; readonly processors: number | null };

export type BudgetResult = {
  readonly id: string;
  readonly what: string;
  readonly limit: string;
  readonly figure: number;
  /** How many times better than the limit; 1 is just met. */
  readonly margin: number;
  readonly isMet: boolean;
};

export function toSpread(values: readonly number[]): Spread {
  const sorted = values.toSorted((left, right) => left - right);
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    least: sorted[0] ?? 0,
    most: sorted.at(-1) ?? 0,
  };
}

/** A result for each budget whose figure was measured. */
export function compareWithBudgets(
  requests: readonly BenchRequest[],
  results: readonly RequestResult[],
): readonly BudgetResult[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  return requests.flatMap(({ id, budgets }, index) => {
    const result = byId.get(id);
    if (result === undefined) return [];
    const references = {
      bare: byId.get("bare handler"),
      summary: byId.get("member summary"),
      history: byId.get(requests[index - 1]?.id ?? ""),
    };
    return budgets.flatMap((budget) => {
      const figure = computeFigure(budget, result, references);
      return figure === null ? [] : judge(id, budget, figure);
    });
  });
}

type References = {
  readonly [Name in "bare" | "summary" | "history"]: RequestResult | undefined;
};

function computeFigure(
  { kind }: Budget,
  result: RequestResult,
  references: References,
): number | null {
  switch (kind) {
    case "bare":
      return references.bare === undefined ? null : compareCosts(references.bare, result);
    case "against":
      return result.against === null ? null : compareCosts(result.against, result);
    case "summary":
    case "history": {
      const reference = references[kind];
      return reference === undefined ? null : compareCosts(result, reference);
    }
    case "web":
      return result.web;
    case "size":
      return result.kilobytes;
  }
}

/** By processor time, which depends least on what else the machine does; by time where it is not known. */
function compareCosts(one: RequestResult | Cost, other: RequestResult | Cost): number {
  const [left, right] = [getProcessors(one), getProcessors(other)];
  return left === null || right === null ? one.time.median / other.time.median : left / right;
}

export function getProcessors(cost: RequestResult | Cost): number | null {
  if ("processors" in cost) return cost.processors;
  return cost.web === null || cost.database === null ? null : cost.web + cost.database;
}

const descriptions: Readonly<Record<Budget["kind"], string>> = {
  bare: "cost of bare handler / cost",
  against: "cost of compared program / cost",
  summary: "cost / cost of member summary",
  history: "cost / cost of short history",
  web: "web processor ms",
  size: "kB",
};

function judge(id: string, budget: Budget, figure: number): BudgetResult {
  const isLeast = "least" in budget;
  const limit = isLeast ? budget.least : budget.most;
  const margin = isLeast ? figure / limit : limit / figure;
  return {
    id,
    what: descriptions[budget.kind],
    limit: `${isLeast ? "≥" : "≤"} ${limit}`,
    figure,
    margin,
    isMet: margin >= 1,
  };
}
