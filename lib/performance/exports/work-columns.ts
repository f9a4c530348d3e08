import type { PerformanceLog } from "@/lib/performance/history/log-schemas";
import { type Column, column } from "./column";

/** What the assignment of an entry counts for now. */
export const workColumns: readonly Column<Pick<PerformanceLog, "work">>[] = [
  column(
    "work.completed_at",
    "ISO 8601, UTC",
    "When the assignment was completed, as known now; empty where it does not count.",
    (row) => row.work?.completed_at ?? null,
  ),
  column(
    "work.completed_on",
    null,
    "The local day on which the completion counts.",
    (row) => row.work?.completed_on ?? null,
  ),
  column(
    "work.due_at",
    "ISO 8601, UTC",
    "The due date that counts; empty without one.",
    (row) => row.work?.due_at ?? null,
  ),
  column(
    "work.on_time",
    null,
    "Whether it was on time; empty without a due date.",
    (row) => row.work?.on_time ?? null,
  ),
  column(
    "work.days_early",
    "days",
    "The time before the due date; negative is late.",
    (row) => row.work?.days_early ?? null,
  ),
  column(
    "work.difficulty",
    "0–10",
    "The difficulty; empty when not rated.",
    (row) => row.work?.difficulty ?? null,
  ),
  column(
    "work.skill_match",
    "ratio 0–1",
    "The skill match; empty when not rated.",
    (row) => row.work?.skill_match ?? null,
  ),
  column(
    "work.due_moved",
    null,
    "Whether the due date was moved since the member has the assignment.",
    (row) => row.work?.due_moved ?? null,
  ),
];
