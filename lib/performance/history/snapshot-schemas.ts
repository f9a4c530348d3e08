import { z } from "zod";
import {
  asOf,
  count,
  daysParameter,
  idParameter,
  localDate,
  ratio,
  score,
} from "@/lib/performance/shared/schemas";

export const snapshotsParams = z.object({ user_id: idParameter.describe("The id of the member.") });
export const snapshotsQuery = z.object({ days: daysParameter(30) });

/** A local day with a completion, and everything up to its end. */
export const snapshot = z
  .object({
    date: localDate,
    tasks_completed_today: count,
    cumulative_tasks: count,
    daily_on_time_ratio: ratio,
    cumulative_on_time_ratio: ratio,
    daily_performance_score: score,
    cumulative_performance_score: score,
  })
  .meta({ id: "Snapshot" });

export const userSnapshots = z
  .object({
    user_id: z.number().int(),
    period_days: z.number().int(),
    snapshots: z.array(snapshot),
    as_of: asOf,
  })
  .meta({ id: "UserSnapshots" });
export type UserSnapshots = z.infer<typeof userSnapshots>;
