import type { Words } from "@/lib/i18n/words";
import type { CompletedWork } from "@/lib/performance/summaries/schemas";

type CountedWork = Pick<CompletedWork, "on_time" | "days_early" | "difficulty" | "skill_match">;

/** What a completion counts by: `11 days late`, `difficulty 7`, `match 80%`; what is not known is left out. */
export function sayWork(words: Words, work: CountedWork): readonly string[] {
  const { translate, format } = words;
  const { difficulty, skill_match: match } = work;
  return [
    sayPunctuality(words, work),
    ...(difficulty === null
      ? []
      : [translate("work.difficulty", { value: format.score(difficulty) })]),
    ...(match === null ? [] : [translate("work.match", { value: format.percent(match) })]),
  ];
}

/** `11 days late`, `2.5 days early`, `on time`, `late`, `no due date`. */
export function sayPunctuality(
  { translate, format }: Words,
  { on_time: onTime, days_early: days }: Pick<CompletedWork, "on_time" | "days_early">,
): string {
  if (onTime === null || days === null) return translate("work.noDue");
  const size = Math.abs(days);
  // Below an hour the days round to 0.0.
  if (size < 0.05) return translate(onTime ? "work.onTime" : "work.late");
  return translate(onTime ? "work.daysEarly" : "work.daysLate", { amount: format.days(size) });
}
