import type { LocalDate } from "@/lib/performance/domain/time/local-time";

/** The column `achievement_data`: what was reached, and what reached it. */
export type AchievementData = {
  /** As printed: completions, or points of the score. */
  readonly value: number;
  readonly assignment_id: number | null;
  readonly entry_id: number | null;
  readonly period: { readonly from: LocalDate; readonly to: LocalDate } | null;
};
