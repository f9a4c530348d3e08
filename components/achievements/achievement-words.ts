import type { Words } from "@/lib/i18n/words";
import type { UserBadges, UserMilestones } from "@/lib/performance/achievements/schemas";

/** A badge that needs more perfect completions than this is too far away for the number to help. */
const mostPerfectCompletions = 30;

type MilestoneProgress = UserMilestones["progress"][number];
type BadgeProgress = UserBadges["progress"][number];
type Named = { readonly name: string; readonly description: string };

const tallies = /^(\d+)_tasks$/;
const streaks = /^on_time_streak_(\d+)$/;
const scores = /^score_(\d+)$/;
const single = ["first_task", "hard_hitter", "perfect_week", "perfect_month", "comeback"] as const;
const progressing = ["hard_hitter", "perfect_week", "perfect_month", "comeback"] as const;
const badges = [
  "punctual",
  "specialist",
  "challenger",
  "swift",
  "consistent",
  "top_performer",
] as const;

/** A milestone in the reader's language; one without texts as it is stored. */
export function nameMilestone(
  { translate, format }: Words,
  milestone: { milestone_type: string; milestone_name: string; description: string },
): Named {
  const { milestone_type: type, milestone_name: name, description } = milestone;
  for (const [pattern, key] of [
    [tallies, "tasks"],
    [streaks, "streak"],
    [scores, "score"],
  ] as const) {
    const [, number] = pattern.exec(type) ?? [];
    if (number === undefined) continue;
    const values = { number: format.count(Number(number)) };
    return {
      name: translate(`milestone.${key}.name`, values),
      description: translate(`milestone.${key}.meaning`, values),
    };
  }
  const known = single.find((one) => one === type);
  return known === undefined
    ? { name, description }
    : {
        name: translate(`milestone.${known}.name`),
        description: translate(`milestone.${known}.meaning`),
      };
}

/** The progress to a milestone, in words. */
export function sayMilestoneProgress(
  { translate, format }: Words,
  { milestone_type: type, value, threshold, late }: MilestoneProgress,
): string {
  const isScore = scores.test(type) || type === "comeback";
  if (value === null) {
    return translate(isScore ? "milestone.progress.noScore" : "milestone.progress.unknown");
  }
  const ofPeriod = findPeriodProgress(type, value, threshold, late ?? 0);
  if (ofPeriod !== null) return translate(ofPeriod, { count: late ?? 0 });
  const values = { value: format.score(value), threshold: format.score(threshold) };
  return translate(getProgressKey(type), values);
}

/** For a week or month that is imperfect, empty or full so far; null for all others. */
function findPeriodProgress(type: string, value: number, threshold: number, late: number) {
  if (type !== "perfect_week" && type !== "perfect_month") return null;
  const period = type === "perfect_week" ? "week" : "month";
  if (late > 0) return `milestone.progress.${period}Late` as const;
  if (value === 0) return `milestone.progress.${period}None` as const;
  return value >= threshold ? (`milestone.progress.${period}Full` as const) : null;
}

function getProgressKey(type: string) {
  if (tallies.test(type) || type === "first_task") return "milestone.progress.tasks";
  if (streaks.test(type)) return "milestone.progress.streak";
  if (scores.test(type)) return "milestone.progress.score";
  const known = progressing.find((one) => one === type);
  return known === undefined
    ? "milestone.progress.other"
    : (`milestone.progress.${known}` as const);
}

/** The progress to a milestone, 0–1. */
export function computeMilestoneShare({ value, threshold }: MilestoneProgress): number {
  return Math.min(1, Math.max(0, (value ?? 0) / threshold));
}

/** A badge and its criteria in the reader's language; one without texts as it is stored. */
export function nameBadge(
  { translate }: Words,
  badge: { badge_name: string; badge_title: string; badge_description: string; criteria: string },
): Named & { readonly criteria: string } {
  const known = badges.find((one) => one === badge.badge_name);
  return known === undefined
    ? { name: badge.badge_title, description: badge.badge_description, criteria: badge.criteria }
    : {
        name: translate(`badge.${known}.name`),
        description: translate(`badge.${known}.meaning`),
        criteria: translate(`badge.${known}.criteria`),
      };
}

/** The progress to a badge: the value and its criterion, the evidence, and what would earn the badge. */
export function sayBadgeProgress(words: Words, progress: BadgeProgress): readonly string[] {
  const { translate, format } = words;
  const { evidence, required_evidence: required, perfect_completions: perfect } = progress;
  if (progress.criteria_value === null || evidence === null) {
    return [translate("badge.progress.hidden")];
  }
  const known = badges.find((one) => one === progress.badge_name);
  const counted = { evidence: format.count(evidence), required: format.count(required) };
  return [
    progress.value === null
      ? translate("badge.progress.unknown")
      : sayValue(words, known, progress.value, progress.criteria_value),
    ...(evidence < required ? [translate(`badge.evidence.${known ?? "other"}`, counted)] : []),
    ...(perfect === null || perfect === 0 || perfect > mostPerfectCompletions
      ? []
      : [translate("badge.progress.perfect", { count: perfect })]),
  ];
}

function sayValue(
  { translate, format }: Words,
  name: (typeof badges)[number] | undefined,
  value: number,
  criterion: number,
): string {
  switch (name) {
    case "punctual":
    case "specialist":
    case "challenger":
      return translate("badge.progress.ratio", {
        value: format.percent(value),
        criterion: format.percent(criterion),
      });
    case "swift":
      return translate("badge.progress.swift", {
        value: format.speed(value),
        criterion: format.speed(criterion),
      });
    case "consistent":
    case "top_performer":
      return translate(`badge.progress.${name}`, {
        value: format.score(value),
        criterion: format.score(criterion),
      });
    default:
      return translate("badge.progress.other", {
        value: format.score(value),
        criterion: format.score(criterion),
      });
  }
}
