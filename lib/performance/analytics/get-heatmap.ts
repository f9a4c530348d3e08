import "server-only";
import type { Context } from "@/lib/context";
import { showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { requireGroup } from "@/lib/performance/access/require-group";
import {
  type CompletionHour,
  listCompletionHours,
} from "@/lib/performance/analytics/queries/completion-hours";
import type { Heatmap } from "@/lib/performance/analytics/schemas";
import { toDateRange } from "@/lib/performance/domain/time/date-range";
import { computeDecimalRatio } from "@/lib/performance/domain/units/ratio-ten-thousandths";
import { findGroupNewestEntry } from "@/lib/performance/ledger/queries/groups";
import { serializeAsOf } from "@/lib/performance/summaries/serializers";

const WEEKDAYS = 7;
const HOURS = 24;

/**
 * The times at which the organization's active members completed assignments in the last local days, and how many were
 * on time. No cell is shown to a caller who does not see its individuals: hours are never released.
 *
 * @throws AppError as `requireGroup`.
 */
export async function getHeatmap(
  context: Context,
  { days = 30 }: { readonly days?: number } = {},
): Promise<Heatmap> {
  const { database, now, organization, organizationId } = context;
  const group = await requireGroup(context, {
    permission: "view_analytics",
    surface: "heatmap",
    days,
  });
  const { timeZone } = organization;
  const period = toDateRange(now, days, timeZone);
  const isShown = showsIndividuals(context);
  const newest = isShown ? await findGroupNewestEntry(database, organizationId, group) : null;
  const rows = isShown ? await listCompletionHours(database, organizationId, period, timeZone) : [];
  const rowsByIndex = new Map(rows.map((row) => [toCellIndex(row), row]));
  const cells = Array.from({ length: WEEKDAYS * HOURS }, (_, index) =>
    isShown ? serializeCell(index, rowsByIndex.get(index)) : serializeHidden(index),
  );
  return {
    organization_id: organizationId,
    period_days: days,
    cells,
    ...(newest === null ? {} : { as_of: serializeAsOf(context, newest) }),
  };
}

function toCellIndex({ weekday, hour }: CompletionHour): number {
  return (weekday - 1) * HOURS + hour;
}

function serializeHidden(index: number): Heatmap["cells"][number] {
  return { ...toHour(index), completions: null, due: null, on_time_ratio: null };
}

function toHour(index: number) {
  return { weekday: Math.floor(index / HOURS) + 1, hour: index % HOURS };
}

function serializeCell(index: number, row: CompletionHour | undefined): Heatmap["cells"][number] {
  const { completions = 0, due = 0, onTime = 0 } = row ?? {};
  return {
    ...toHour(index),
    completions,
    due,
    on_time_ratio: computeDecimalRatio(onTime, due),
  };
}
