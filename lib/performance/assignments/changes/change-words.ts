import { personName } from "@/lib/i18n/person-name";
import type { Words } from "@/lib/i18n/words";

/** A change of a due date. */
export type DueMove = {
  readonly before: string | null;
  readonly after: string | null;
  readonly created_at: string;
  readonly was_due_passed: boolean | null;
  readonly is_due_passed: boolean | null;
  readonly reason: "error" | "absence" | null;
  /** Null: not known, or no member. */
  readonly actor: { readonly username: string; readonly display_name: string } | null;
};

const DAY_MILLISECONDS = 86_400_000;

/** `Due date moved from 25 Nov to 10 Dec by A., 4 days after it had passed.` */
export function sayDueMove(words: Words, move: DueMove): string {
  const { translate } = words;
  const { before, created_at: at, was_due_passed: wasPassed, is_due_passed: isPassed } = move;
  const what = sayReason(words, sayWithActor(words, sayDue(words, move), move.actor), move.reason);
  if (wasPassed === true && before !== null) {
    const days = Math.floor((Date.parse(at) - Date.parse(before)) / DAY_MILLISECONDS);
    const passed = translate("assignments.changes.afterDue", { what, days });
    return translate("assignments.changes.sentence", { what: passed });
  }
  const said = isPassed === true ? translate("assignments.changes.toPast", { what }) : what;
  return translate("assignments.changes.sentence", { what: said });
}

const reasons = {
  error: "assignments.changes.asCorrection",
  absence: "assignments.changes.forAbsence",
} as const;

function sayReason({ translate }: Words, what: string, reason: DueMove["reason"]): string {
  return reason === null ? what : translate(reasons[reason], { what });
}

/** What a change did, with the name of the member who made it, if that is known. */
export function sayWithActor({ translate }: Words, what: string, actor: DueMove["actor"]): string {
  return actor === null
    ? what
    : translate("assignments.changes.by", { what, name: personName(translate, actor) });
}

function sayDue({ translate, format }: Words, { before, after }: DueMove): string {
  if (before !== null && after !== null) {
    const isSameDay = format.dayOf(before) === format.dayOf(after);
    const say = isSameDay ? format.dayAndTime : format.dayOf;
    return translate("assignments.changes.dueMoved", { before: say(before), after: say(after) });
  }
  if (before !== null) {
    return translate("assignments.changes.dueRemoved", { before: format.dayOf(before) });
  }
  return after === null
    ? ""
    : translate("assignments.changes.dueSet", { after: format.dayOf(after) });
}
