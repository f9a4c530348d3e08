"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import { getVisibleTitle } from "@/lib/i18n/person-name";
import { sayOverdue } from "@/lib/performance/explanations/explanation-words";
import type { UserExplanation } from "@/lib/performance/explanations/schemas";

const shown = 3;

/** Open assignments past their due date: they have not changed the score yet. */
export function Overdue({ overdue }: { overdue: UserExplanation["overdue"] }) {
  const words = useTexts();
  const { translate, format } = words;
  const isNone = overdue.count === 0;
  const more = overdue.count - Math.min(shown, overdue.assignments.length);
  return (
    <section
      aria-labelledby="overdue"
      className={clsx(
        "grid content-start gap-1 px-4 py-3 text-sm sm:px-5",
        isNone ? "text-muted" : "bg-caution-ground",
      )}
    >
      <h3 id="overdue" className={clsx("font-medium", isNone ? "text-ink" : "text-caution")}>
        {translate("explanation.overdueTitle")}
      </h3>
      <p>{isNone ? translate("overview.noneOverdue") : sayOverdue(words, overdue.count)}</p>
      <ul className="grid gap-0.5">
        {overdue.assignments.slice(0, shown).map(({ id, title, due_at: dueAt }) => (
          <li key={id} className="break-words">
            {getVisibleTitle(translate, title) ?? translate("history.untitled", { id })}
            {dueAt === null ? null : (
              <span className="text-muted">
                {" · "}
                {translate("explanation.due", { when: format.dayAndTime(dueAt) })}
              </span>
            )}
          </li>
        ))}
        {more === 0 ? null : (
          <li className="text-muted">{translate("explanation.moreOverdue", { count: more })}</li>
        )}
      </ul>
    </section>
  );
}
