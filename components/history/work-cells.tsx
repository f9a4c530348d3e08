"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import { getTone } from "@/components/shared/tone";
import { sayPunctuality } from "@/components/shared/work-words";
import { Badge } from "@/components/ui/badge";
import { Figure } from "@/components/ui/figure";
import { missingSign } from "@/lib/i18n/format";
import type { CompletedWork } from "@/lib/performance/summaries/schemas";
import { cell, medium, wide } from "./entry-row";

type Worked = { readonly work: CompletedWork | null; readonly score_change: number | null };

const head = "px-3 py-2 font-medium";

/** The headings of `WorkCells`. */
export function WorkHeads() {
  const { translate } = useTexts();
  return (
    <>
      <th scope="col" className={clsx(head, medium, "w-32 text-left")}>
        {translate("history.completed")}
      </th>
      <th scope="col" className={clsx(head, "w-28 text-right sm:w-36")}>
        {translate("history.punctuality")}
      </th>
      <th scope="col" className={clsx(head, wide, "w-26 text-right")}>
        {translate("history.difficulty")}
      </th>
      <th scope="col" className={clsx(head, wide, "w-24 text-right")}>
        {translate("history.match")}
      </th>
      <th scope="col" className={clsx(head, "w-18 pr-4 text-right sm:w-24 sm:pr-5")}>
        {translate("history.change")}
      </th>
    </>
  );
}

/** When it was due. */
export function DueCell({ work }: Pick<Worked, "work">) {
  const { translate, format } = useTexts();
  const dueAt = work?.due_at ?? null;
  return (
    <td className={clsx(cell, wide, "whitespace-nowrap pl-5 text-muted")}>
      <Figure
        value={dueAt === null ? missingSign : format.dayOf(dueAt)}
        missing={translate("history.noDue")}
      />
    </td>
  );
}

/** What a completion counts by, and what it did to the score. */
export function WorkCells({ work, score_change: change }: Worked) {
  const { translate, format } = useTexts();
  return (
    <>
      <td className={clsx(cell, medium, "whitespace-nowrap text-muted")}>
        <Figure
          value={work === null ? missingSign : format.dayOf(work.completed_at)}
          missing={translate("history.notCounted")}
        />
      </td>
      <td className={clsx(cell, "text-right")}>
        <Punctuality work={work} />
      </td>
      <td className={clsx(cell, wide, "text-right")}>
        <Figure
          value={format.score(work?.difficulty ?? null)}
          missing={translate("history.noDifficulty")}
        />
      </td>
      <td className={clsx(cell, wide, "text-right")}>
        <Figure
          value={format.percent(work?.skill_match ?? null)}
          missing={translate("history.noMatch")}
        />
      </td>
      <td className={clsx(cell, "pr-4 text-right sm:pr-5", getTone(change))}>
        <Figure value={format.changeColumn(change)} missing={translate("missing.change")} />
      </td>
    </>
  );
}

function Punctuality({ work }: { work: CompletedWork | null }) {
  const words = useTexts();
  const { translate } = words;
  if (work === null)
    return <Figure value={missingSign} missing={translate("history.notCounted")} />;
  if (work.on_time === null)
    return <Figure value={missingSign} missing={translate("history.noDue")} />;
  return (
    <span className="inline-flex flex-wrap items-baseline justify-end gap-x-2 gap-y-1">
      <span className={work.on_time ? undefined : "text-caution"}>
        {sayPunctuality(words, work)}
      </span>
      {work.due_moved ? <Badge>{translate("history.dueMoved")}</Badge> : null}
    </span>
  );
}
