import "server-only";
import type { OrganizationSettings } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { addDays, parseLocalDate, startOfDay } from "@/lib/performance/domain/time/local-time";

/**
 * The instants of whole local days, including the first and the last.
 *
 * @throws AppError `invalid_request` where the last day is before the first.
 */
export function parseDayRange(
  { timeZone }: OrganizationSettings,
  from: string | undefined,
  to: string | undefined,
): { readonly since: Date | null; readonly before: Date | null } {
  if (from !== undefined && to !== undefined && to < from) {
    throw new AppError("invalid_request", "The last day of the range is before its first day.", {
      invalidParams: [{ name: "to", code: "conflicting", reason: "must not be before from" }],
    });
  }
  return {
    since: from === undefined ? null : startOfDay(parseLocalDate(from), timeZone),
    before: to === undefined ? null : startOfDay(addDays(parseLocalDate(to), 1), timeZone),
  };
}
