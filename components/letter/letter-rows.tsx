"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import { sayWork } from "@/components/shared/work-words";
import { getVisibleTitle } from "@/lib/i18n/person-name";
import type { Letter } from "@/lib/performance/letter/schemas";

/** Every completion of the range, and what other data would have given. */
export function LetterRows({ letter }: { letter: Letter }) {
  const { translate, format } = useTexts();
  const { rows, if_all_on_time: change } = letter;
  if (rows.length === 0) return <p>{translate("letter.rows.none")}</p>;
  return (
    <>
      <div className="panel overflow-x-auto print:overflow-visible">
        <table className="w-full text-sm tabular-nums">
          <thead>
            <tr className="text-left align-bottom text-muted text-xs *:px-2 *:py-2 *:font-medium sm:*:px-3">
              <th scope="col">{translate("letter.rows.assignment")}</th>
              <th scope="col" className={wide}>
                {translate("letter.rows.completed")}
              </th>
              <th scope="col" className={wide}>
                {translate("letter.rows.due")}
              </th>
              <th scope="col" className={clsx(wide, "text-right")}>
                {translate("letter.rows.match")}
              </th>
              <th scope="col" className={clsx(wide, "text-right")}>
                {translate("letter.rows.difficulty")}
              </th>
              <th scope="col" className="text-right">
                {translate("letter.rows.effect")}
              </th>
              <th scope="col" className="text-right">
                {translate("letter.rows.onTimeEffect")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <LetterRow key={row.assignment_id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="text-muted text-sm">{translate("letter.rows.note")}</p>
      {change === null ? null : (
        <p>{translate("letter.rows.allOnTime", { change: format.change(change) })}</p>
      )}
    </>
  );
}

/** On a phone the assignment says what has columns elsewhere. */
const wide = "hidden sm:table-cell print:table-cell";

function LetterRow({ row }: { row: Letter["rows"][number] }) {
  const { translate, format } = useTexts();
  const title = getVisibleTitle(translate, row.title);
  return (
    <tr className="border-line border-t align-top *:px-2 *:py-1.5 sm:*:px-3">
      <th scope="row" className="wrap-anywhere text-left font-normal sm:min-w-40">
        {title ?? translate("history.untitled", { id: row.assignment_id })}
        <span className="block text-muted text-xs sm:hidden print:hidden">
          {[format.dayShort(row.completed_on), ...sayWork({ translate, format }, row)].join(" · ")}
        </span>
      </th>
      <td className={clsx(wide, "whitespace-nowrap")}>{format.dayShort(row.completed_on)}</td>
      <td className={wide}>
        {row.due_counted === null
          ? translate("letter.rows.noDue")
          : `${format.dayOf(row.due_counted)}, ${format.speed(row.days_early)}`}
      </td>
      <td className={clsx(wide, "text-right")}>{format.percent(row.skill_match)}</td>
      <td className={clsx(wide, "text-right")}>{format.score(row.difficulty)}</td>
      <td className="text-right">{format.changeColumn(row.effect)}</td>
      <td className="text-right">
        {row.if_on_time === null ? null : format.changeColumn(row.if_on_time)}
      </td>
    </tr>
  );
}
