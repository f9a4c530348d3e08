import { periods } from "@/lib/performance/domain/time/period-days";

export type Period = (typeof periods)[number];

export const defaultPeriodDays: Period = 90;

/** The period of an address (`?days=30`); the default where it names none that is offered. */
export function parsePeriodDays(value: string | readonly string[] | null | undefined): Period {
  return periods.find((period) => String(period) === value) ?? defaultPeriodDays;
}

/** The same where everything so far can be shown too: null, and what an address without a period means. */
export function parseOptionalPeriodDays(
  value: string | readonly string[] | null | undefined,
): Period | null {
  return periods.find((period) => String(period) === value) ?? null;
}

/** Whether an address asks for the period before beside the one it names (`?compare=previous`). */
export function parseIsCompared(value: string | null): boolean {
  return value === "previous";
}
