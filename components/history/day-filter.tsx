"use client";

import { useTexts } from "@/components/shared/text-provider";
import { TextField } from "@/components/ui/forms/controls";
import { FilterField } from "@/components/ui/forms/filter-field";
import { useDraft } from "@/components/ui/forms/use-draft";
import {
  pushSearchParams,
  replaceSearchParams,
  useOptimisticParam,
} from "@/components/ui/search-params-link";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import { FIRST_DATE, LAST_DATE } from "@/lib/performance/domain/time/date-limits";

type Draft = {
  readonly text: string;
  readonly error: PlainMessageKey | null;
  /** Whether this visit has added a step to the browser's history. */
  readonly isPushed: boolean;
};

/**
 * One end of a date range, in the URL as soon as the day is complete. Typing digit by digit passes through several
 * days: the Back button skips all but the last of a visit to the field.
 */
export function DayFilter({
  name,
  day,
  problemId,
}: {
  name: "from" | "to";
  day: string | null;
  /** The element that describes the error of the range, where there is one. */
  problemId: string | null;
}) {
  const { translate } = useTexts();
  const [current, choose] = useOptimisticParam(day);
  const [draft, keepDraft] = useDraft<Draft, string | null>(current);
  const error = draft?.error ?? null;

  function change(text: string, next: string | null, nextError: PlainMessageKey | null = null) {
    const isPushed = draft?.isPushed === true;
    const isChange = next !== current;
    keepDraft({ text, error: nextError, isPushed: isPushed || isChange }, next);
    if (isChange) {
      const write = isPushed ? replaceSearchParams : pushSearchParams;
      choose(next, () => write({ [name]: next, page: null }));
    }
  }

  return (
    <FilterField label={translate(`logs.${name}`)} error={error === null ? null : translate(error)}>
      {(aria) => (
        <TextField
          {...aria}
          type="date"
          min={FIRST_DATE}
          max={LAST_DATE}
          value={draft?.text ?? current ?? ""}
          aria-invalid={error !== null || problemId !== null}
          aria-describedby={aria["aria-describedby"] ?? problemId ?? undefined}
          onFocus={() => keepDraft(draft && { ...draft, isPushed: false })}
          onChange={({ target: { value, validity } }) =>
            change(value, validity.valid ? value || null : current)
          }
          onBlur={({ target: { value, validity } }) => {
            if (!validity.valid) {
              change(value, null, validity.badInput ? "logs.dayIncomplete" : "logs.dayOutside");
            }
          }}
        />
      )}
    </FilterField>
  );
}
