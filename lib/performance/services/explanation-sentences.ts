import type {
  ExplainedEntry,
  Explanation,
  Movement,
  Reason,
} from "@/lib/performance/domain/explanation";
import type { MissingEvidence } from "@/lib/performance/domain/missing-for-rank";
import type { Component } from "@/lib/performance/domain/policy";
import type { TitledEntry } from "@/lib/performance/queries/ledger-entries";

const nameOf: Readonly<Record<Component, string>> = {
  onTime: "on-time",
  skill: "skill match",
  difficulty: "difficulty",
};

const evidenceName: Readonly<Record<Component, string>> = {
  onTime: "with a due date",
  skill: "with a skill match",
  difficulty: "with a difficulty",
};

/** `The score rose by 2.10 in the last 30 days: on-time +1.80, skill match +0.30.` */
export function sayChange(
  { scoreBefore, scoreNow, change, reasons }: Explanation<ExplainedEntry>,
  { entries, days }: { readonly entries: number; readonly days: number },
): string {
  const period = days === 1 ? "today" : `in the last ${days} days`;
  if (entries === 0) return `Nothing was recorded ${period}, so the score has not changed.`;
  if (scoreNow === null) return "There is no score: nothing counts that was completed.";
  if (scoreBefore === null) return `The score is new ${period}: ${listReasons(reasons)}.`;
  if (change === 0) {
    const parts = reasons.length === 0 ? "" : `: ${listReasons(reasons)} cancel out`;
    return `The score did not change ${period}${parts}.`;
  }
  const moved = change > 0 ? "rose" : "fell";
  return `The score ${moved} by ${pointsOf(Math.abs(change))} ${period}: ${listReasons(reasons)}.`;
}

/** `“Fix the login” was completed: on-time +1.20, difficulty −0.30; together +0.90.` */
export function sayMovement(
  entry: TitledEntry,
  { change, reasons }: Movement<ExplainedEntry>,
): string {
  const together = reasons.length > 1 ? `; together ${signed(change)}` : "";
  return `${sayEntry(entry)}: ${listReasons(reasons)}${together}.`;
}

export function sayOverdue(count: number): string {
  if (count === 0) return "No open work is overdue.";
  const work = count === 1 ? "One open task is" : `${count} open tasks are`;
  return `${work} past the due date; each counts as late once it is completed.`;
}

export function sayMissing({ component, evidence, required, missing }: MissingEvidence): string {
  const more = missing === 1 ? "one more completion" : `${missing} more completions`;
  return `A rank needs ${more} ${evidenceName[component]}: there are ${evidence} of ${required}.`;
}

/** @param share their share of the weights, 0–1. */
export function saySetByOthers(share: number): string {
  const who =
    "Skill match and difficulty are set by whoever assigns the work, not by whoever does it.";
  return share === 0
    ? `${who} In this organization they do not count.`
    : `${who} They weigh ${Math.round(share * 100)} % of the score.`;
}

function sayEntry({ kind, assignmentTitle, policyVersion }: TitledEntry): string {
  const work = assignmentTitle === null ? "A task" : `“${assignmentTitle}”`;
  switch (kind) {
    case "completion":
      return `${work} was completed`;
    case "late":
      return `${work} was completed, and recorded later`;
    case "reversal":
      return `${work} no longer counts`;
    case "correction":
      return `${work} was amended`;
    case "policy":
      return `The scoring policy became version ${policyVersion}`;
  }
}

function listReasons(reasons: readonly Reason[]): string {
  return reasons
    .map(({ component, amount }) => `${nameOf[component]} ${signed(amount)}`)
    .join(", ");
}

function signed(hundredths: number): string {
  return `${hundredths < 0 ? "−" : "+"}${pointsOf(Math.abs(hundredths))}`;
}

function pointsOf(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
