import "server-only";
import type { Context } from "@/lib/context";
import { showsGroup } from "@/lib/performance/access/privacy-mode";
import { requireGroup } from "@/lib/performance/access/require-group";
import {
  type CompletionHour,
  listCompletionHours,
} from "@/lib/performance/analytics/queries/completion-hours";
import type { Heatmap } from "@/lib/performance/analytics/schemas";
import { toDateRange } from "@/lib/performance/domain/time/date-range";
import { computeDecimalRatio } from "@/lib/performance/domain/units/ratio-ten-thousandths";

const WEEKDAYS = 7;
const HOURS = 24;

/**
 * The times at which the organization's active members completed assignments in the last local days, and how many were
 * on time.
 *
 * @throws AppError `forbidden`; `invalid_request` for days that reveal too much, as `requireGroupPeriod`.
 */
export async function getHeatmap(
  context: Context,
  { days = 30 }: { readonly days?: number } = {},
): Promise<Heatmap> {
  const { database, now, organization, organizationId } = context;
  await requireGroup(context, { permission: "view_analytics", surface: "heatmap", days });
  const { timeZone } = organization;
  const period = toDateRange(now, days, timeZone);
  const rows = await listCompletionHours(database, organizationId, period, timeZone);
  const rowsByIndex = new Map(rows.map((row) => [toCellIndex(row), row]));
  const cells = Array.from({ length: WEEKDAYS * HOURS }, (_, index) =>
    serializeCell(context, index, rowsByIndex.get(index)),
  );
  return { organization_id: organizationId, period_days: days, cells };
}

function toCellIndex({ weekday, hour }: CompletionHour): number {
  return (weekday - 1) * HOURS + hour;
}

function serializeCell(
  context: Context,
  index: number,
  row: CompletionHour | undefined,
): Heatmap["cells"][number] {
  const { completions = 0, due = 0, onTime = 0, people = 0, peopleDue = 0 } = row ?? {};
  const showsDue = showsGroup(context, peopleDue);
  return {
    weekday: Math.floor(index / HOURS) + 1,
    hour: index % HOURS,
    completions: showsGroup(context, people) ? completions : null,
    due: showsDue ? due : null,
    on_time_ratio: showsDue ? computeDecimalRatio(onTime, due) : null,
  };
}
