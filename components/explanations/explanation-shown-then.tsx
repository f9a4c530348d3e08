"use client";

import { EntryLink } from "@/components/shared/entry-link";
import { useTexts } from "@/components/shared/text-provider";
import { sayLaterEntry, sayShownThen } from "@/lib/performance/explanations/explanation-words";
import type { UserExplanation } from "@/lib/performance/explanations/schemas";

/** What the page showed at the beginning of the period, where work of before it was recorded or corrected since. */
export function ExplanationShownThen({ explanation }: { explanation: UserExplanation }) {
  const words = useTexts();
  const { translate } = words;
  const { shown_then: then, score_before: before } = explanation;
  if (then === null) return null;
  const more = then.entries - then.later.length;
  return (
    <section
      aria-labelledby="shown-then"
      className="grid gap-1 border-line border-t px-4 py-3 text-sm sm:px-5"
    >
      <h4 id="shown-then" className="font-medium">
        {translate("explanation.shownThenTitle")}
      </h4>
      <p>{sayShownThen(words, then, before)}</p>
      <ul className="grid gap-0.5 text-muted">
        {then.later.map((entry) => (
          <li key={entry.entry_id} className="break-words">
            <EntryLink entryId={entry.entry_id}>{sayLaterEntry(words, entry)}</EntryLink>
          </li>
        ))}
        {more === 0 ? null : <li>{translate("explanation.moreLater", { count: more })}</li>}
      </ul>
    </section>
  );
}
