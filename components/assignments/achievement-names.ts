import type { MessageKey, Translate } from "@/lib/messages";

const milestones: Readonly<Record<string, MessageKey>> = {
  first_task: "milestone.firstTask",
  hard_hitter: "milestone.hardHitter",
  perfect_week: "milestone.perfectWeek",
  perfect_month: "milestone.perfectMonth",
  comeback: "milestone.comeback",
};

/** Milestones that come in steps, the step being a part of their type. */
const steps: readonly (readonly [RegExp, MessageKey])[] = [
  [/^(\d+)_tasks$/, "milestone.tasks"],
  [/^on_time_streak_(\d+)$/, "milestone.streak"],
  [/^score_(\d+)$/, "milestone.score"],
];

const badges: Readonly<Record<string, MessageKey>> = {
  punctual: "badge.punctual",
  specialist: "badge.specialist",
  challenger: "badge.challenger",
  swift: "badge.swift",
  consistent: "badge.consistent",
  top_performer: "badge.topPerformer",
};

/** A milestone by its type, in the reader's language; the type itself where the rule is newer than this page. */
export function milestoneName(type: string, translate: Translate): string {
  const key = milestones[type];
  if (key !== undefined) {
    return translate(key);
  }
  for (const [pattern, stepped] of steps) {
    const count = pattern.exec(type)?.[1];
    if (count !== undefined) {
      return translate(stepped, { count });
    }
  }
  return type;
}

export function badgeName(name: string, translate: Translate): string {
  const key = badges[name];
  return key === undefined ? name : translate(key);
}
