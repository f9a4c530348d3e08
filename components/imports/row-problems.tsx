"use client";

import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import type { ImportDetail } from "@/lib/performance/imports/schemas";
import { ReasonText } from "./reason-text";

/** The first rows that were rejected, or that an undo kept, each with its reason; and the file of all of them. */
export function RowProblems({ one }: { one: ImportDetail }) {
  const { translate, format } = useTexts();
  const isUndo = one.phase === "undone" || one.phase === "undoing";
  const count = isUndo ? one.kept : one.rejected;
  if (count === 0) return null;
  return (
    <div className="grid gap-3">
      <h3 className="font-medium">
        {translate(isUndo ? "imports.keptRows" : "imports.rejectedRows", {
          count: format.count(count),
        })}
      </h3>
      <ul className="grid gap-2 text-sm">
        {one.problems.map(({ row, reason }) => (
          <li key={row} className="wrap-anywhere">
            <span className="font-medium">
              {translate("imports.row", { row: format.count(row) })}
            </span>{" "}
            <ReasonText reason={reason} />
          </li>
        ))}
      </ul>
      {isUndo ? null : (
        <a
          href={`/api/performance/imports/${one.id}/rejections.csv`}
          download
          className={`${buttonClasses("quiet")} justify-self-start`}
        >
          {translate("imports.exportRejected")}
        </a>
      )}
    </div>
  );
}
