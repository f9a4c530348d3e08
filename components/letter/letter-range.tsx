"use client";

import { useId } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";

/** Chooses the days of the letter. A plain form: it works before any script has run. */
export function LetterRange({ userId, from, to }: { userId: number; from: string; to: string }) {
  const { translate } = useTexts();
  const id = useId();
  const inputClasses = "min-h-8 rounded-md border border-line-strong/60 bg-surface px-2 text-sm";
  return (
    <form action="/letter" className="flex flex-wrap items-end gap-3 print:hidden">
      <input type="hidden" name="member" value={userId} />
      {(["from", "to"] as const).map((name) => (
        <div key={name} className="grid gap-1">
          <label htmlFor={`${id}-${name}`} className="font-medium text-sm">
            {translate(`letter.${name}`)}
          </label>
          <input
            id={`${id}-${name}`}
            type="date"
            name={name}
            required
            defaultValue={name === "from" ? from : to}
            className={inputClasses}
          />
        </div>
      ))}
      <button type="submit" className={buttonClasses("quiet")}>
        {translate("letter.show")}
      </button>
    </form>
  );
}
