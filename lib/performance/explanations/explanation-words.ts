import { getVisibleTitle } from "@/lib/i18n/person-name";
import type { Words } from "@/lib/i18n/words";
import type { UserExplanation } from "@/lib/performance/explanations/schemas";

type Movement = Omit<UserExplanation["movements"][number], "text" | "due_moves" | "work">;
type PolicyMovement = Omit<UserExplanation["policy_changes"][number], "text">;
type ShownThen = Omit<NonNullable<UserExplanation["shown_then"]>, "text" | "later">;
type LaterEntry = Omit<NonNullable<UserExplanation["shown_then"]>["later"][number], "text">;
type Reason = UserExplanation["reasons"][number];

/** `The score rose by 2.10 in the last 30 days: on-time +1.80, skill match +0.30.` */
export function sayChange(
  words: Words,
  explanation: Pick<
    UserExplanation,
    | "score_before"
    | "score_now"
    | "change"
    | "reasons"
    | "entries"
    | "policy_changes"
    | "period_days"
  >,
): string {
  const { translate, format } = words;
  const { score_before: before, score_now: now, change } = explanation;
  const days = explanation.period_days;
  const period =
    days === 1 ? translate("explanation.today") : translate("explanation.period", { days });
  const reasons = listReasons(words, explanation.reasons);
  const count = explanation.entries + explanation.policy_changes.length;
  if (count === 0) return translate("explanation.nothing", { period });
  if (now === null) return translate("explanation.noScore");
  if (before === null) return translate("explanation.new", { period, reasons });
  if (change === 0) {
    const unchanged = reasons === "" ? "explanation.unchanged" : "explanation.cancelOut";
    return translate(unchanged, { period, reasons });
  }
  const size = format.scoreColumn(Math.abs(change));
  return translate(change > 0 ? "explanation.rose" : "explanation.fell", {
    period,
    reasons,
    change: size,
  });
}

/** `The score rose in the last 30 days, mainly through work on time.`: why, without a figure. */
export function sayWhy(
  { translate }: Words,
  explanation: Pick<
    UserExplanation,
    | "score_before"
    | "score_now"
    | "change"
    | "reasons"
    | "entries"
    | "policy_changes"
    | "period_days"
  >,
): string {
  const { score_before: before, score_now: now, change, reasons, period_days: days } = explanation;
  const period =
    days === 1 ? translate("explanation.today") : translate("explanation.period", { days });
  const count = explanation.entries + explanation.policy_changes.length;
  if (count === 0) return translate("explanation.nothing", { period });
  if (now === null) return translate("explanation.noScore");
  if (before === null) return translate("explanation.whyNew", { period });
  const main = reasons.find(({ amount }) => Math.sign(amount) === Math.sign(change));
  if (change === 0 || main === undefined) return translate("explanation.whySame", { period });
  const { more, less } = whyKeys[main.component];
  return change > 0
    ? translate("explanation.whyRose", { period, reason: translate(more) })
    : translate("explanation.whyFell", { period, reason: translate(less) });
}

const whyKeys = {
  on_time: { more: "explanation.moreOnTime", less: "explanation.lessOnTime" },
  skill: { more: "explanation.moreSkill", less: "explanation.lessSkill" },
  difficulty: { more: "explanation.moreDifficulty", less: "explanation.lessDifficulty" },
  policy: { more: "explanation.newPolicy", less: "explanation.newPolicy" },
} as const;

/** `“Fix the login” was completed: on-time +1.20, difficulty −0.30; together +0.90.` */
export function sayMovement(words: Words, movement: Movement): string {
  const entry = sayEntry(words, movement);
  const reasons = listReasons(words, movement.reasons);
  const change = words.format.changeColumn(movement.change);
  return words.translate(
    movement.reasons.length > 1 ? "explanation.movementTogether" : "explanation.movement",
    { entry, reasons, change },
  );
}

/** `“Fix the login” was completed` */
export function sayEntry(
  { translate }: Words,
  entry: Pick<Movement, "kind" | "assignment_title" | "policy_version">,
): string {
  const { assignment_title, policy_version: version } = entry;
  const title = getVisibleTitle(translate, assignment_title);
  const work =
    title === null ? translate("explanation.untitled") : translate("explanation.titled", { title });
  return translate(`explanation.${entry.kind}`, { work, version });
}

/** `on-time +1.20, difficulty −0.30` */
export function listReasons({ translate, format }: Words, reasons: readonly Reason[]): string {
  return reasons
    .map(
      ({ component, amount }) =>
        `${translate(component === "policy" ? "explanation.byPolicy" : `explanation.${component}`)} ${format.changeColumn(amount)}`,
    )
    .join(", ");
}

/** `The scoring policy changed to version 2: −0.77.` */
export function sayPolicyChange(words: Words, movement: PolicyMovement): string {
  const entry = words.translate("explanation.policyOn", {
    version: movement.policy_version,
    day: words.format.day(movement.date),
  });
  const reasons = words.format.changeColumn(movement.change);
  return words.translate("explanation.movement", { entry, reasons });
}

/** `When this period began, this page showed 80.00. Corrections since then make it 84.50.` */
export function sayShownThen(
  { translate, format }: Words,
  { score }: ShownThen,
  scoreBefore: number | null,
): string {
  const shown = score === null ? null : format.scoreColumn(score);
  const now = scoreBefore === null ? null : format.scoreColumn(scoreBefore);
  const none = translate("explanation.noScoreThen");
  return translate("explanation.shownThen", {
    ...{ shown: shown ?? none, now: now ?? none },
  });
}

/** `“Fix the login” was corrected on 15 Nov 2026: +5.00 (completed on 12 Aug 2026).` */
export function sayLaterEntry(words: Words, entry: LaterEntry): string {
  const { translate, format } = words;
  const what = translate("explanation.laterOn", {
    entry: sayEntry(words, { ...entry, policy_version: 0 }),
    day: format.dayOf(entry.created_at),
  });
  const change = entry.change === null ? null : format.changeColumn(entry.change);
  const done =
    entry.completed_on === null
      ? null
      : translate("explanation.workOf", { day: format.day(entry.completed_on) });
  const details = [change, done].filter((part) => part !== null).join(", ");
  return details === ""
    ? `${what}.`
    : translate("explanation.movement", { entry: what, reasons: details });
}

export function sayOverdue({ translate }: Words, count: number): string {
  return translate("explanation.overdue", { count });
}

export function sayMissing(
  { translate }: Words,
  { component, ...counts }: Omit<UserExplanation["missing"][number], "text">,
): string {
  return translate(`explanation.missing.${component}`, counts);
}

/** @param share of the weights of components that depend on what others set, 0–1. */
export function saySetByOthers({ translate, format }: Words, share: number): string {
  return share === 0
    ? translate("explanation.setByOthersUncounted")
    : translate("explanation.setByOthers", { share: format.percent(share) });
}
