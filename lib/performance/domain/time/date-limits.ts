/** The first and last local date that the product reads; their order as text is their order in time. */
export const FIRST_DATE = "1900-01-01";
export const LAST_DATE = "2200-12-31";

export function isWithinDateLimits(date: string): boolean {
  return date >= FIRST_DATE && date <= LAST_DATE;
}
