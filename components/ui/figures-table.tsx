"use client";

import clsx from "clsx";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "./button";
import { Chevron } from "./chevron";
import { Figure } from "./figure";
import { usePrinting } from "./use-printing";

export type FiguresRow = {
  readonly key: string;
  readonly head: string;
  /** Formatted values, each with the reason why it can be missing. */
  readonly cells: readonly { readonly value: string; readonly missing: string }[];
};

type FiguresTableProps = {
  readonly caption: string;
  readonly columns: readonly [string, ...string[]];
  /** Called when the table is shown. */
  readonly rows: () => readonly FiguresRow[];
  /** Whether there are many columns, which need the whole width of a phone. */
  readonly isDense?: boolean;
};

/** Rows that are added at once: a year of them would block the page. */
const rowsAtOnce = 100;

/** A chart's figures as a table, for screen readers and for copying. Rows are rendered when it is opened. */
export function FiguresTable(props: FiguresTableProps) {
  const { translate } = useTexts();
  const details = useRef<HTMLDetailsElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const isPrinting = usePrinting();
  // It can be open before hydration.
  useEffect(() => setIsOpen(details.current?.open === true), []);
  return (
    <details
      ref={details}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className="group border-line border-t"
    >
      <summary className="flex items-center gap-2 rounded-b-lg px-4 py-3 text-muted text-sm hover:text-ink sm:px-5">
        <Chevron className="group-open:rotate-90" />
        {translate("trend.table")}
      </summary>
      {isOpen || isPrinting ? <Figures {...props} isWhole={isPrinting} /> : null}
    </details>
  );
}

/** `isWhole`: a printed page has no button to show more rows. */
function Figures({ isWhole, ...props }: FiguresTableProps & { isWhole: boolean }) {
  const { translate, format } = useTexts();
  const [wanted, setWanted] = useState(rowsAtOnce);
  const { rows: makeRows } = props;
  const rows = useMemo(() => makeRows(), [makeRows]);
  const shown = isWhole ? rows : rows.slice(0, wanted);
  return (
    <>
      <Rows {...props} rows={shown} />
      {shown.length < rows.length ? (
        <footer className="flex flex-wrap items-center justify-between gap-3 border-line border-t px-4 py-3 text-muted text-sm sm:px-5">
          <p role="status">
            {translate("history.shown", {
              shown: format.count(shown.length),
              total: format.count(rows.length),
            })}
          </p>
          <Button onClick={() => setWanted(wanted + rowsAtOnce)}>
            {translate("history.more")}
          </Button>
        </footer>
      ) : null}
    </>
  );
}

function Rows({
  caption,
  columns,
  rows,
  isDense = false,
}: Omit<FiguresTableProps, "rows"> & { rows: readonly FiguresRow[] }) {
  const [first, ...others] = columns;
  const cell = clsx("last:pr-4 sm:px-3 sm:last:pr-5", isDense ? "px-0.5" : "px-1.5");
  return (
    <table
      className={clsx(
        "w-full text-right tabular-nums",
        isDense ? "max-sm:table-fixed text-xs sm:text-sm" : "text-sm",
      )}
    >
      <caption className="sr-only">{caption}</caption>
      <thead className="border-line border-t text-muted text-xs">
        <tr>
          <th
            scope="col"
            className={clsx(
              "py-2 pr-2 pl-4 text-left font-medium sm:px-5",
              isDense && "max-sm:w-19",
            )}
          >
            {first}
          </th>
          {others.map((column) => (
            <th key={column} scope="col" className={clsx(cell, "py-2 font-medium")}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} columns={columns} cellClasses={cell} />
        ))}
      </tbody>
    </table>
  );
}

/** Rendered once: earlier rows stay as they are when others are added below them. */
const Row = memo(function Row({
  row: { head, cells },
  columns,
  cellClasses,
}: {
  row: FiguresRow;
  columns: readonly string[];
  cellClasses: string;
}) {
  return (
    <tr className="border-line border-t">
      <th scope="row" className="whitespace-nowrap py-1.5 pr-2 pl-4 text-left font-normal sm:px-5">
        {head}
      </th>
      {cells.map(({ value, missing }, index) => (
        <td key={columns[index + 1]} className={clsx(cellClasses, "py-1.5")}>
          <Figure value={value} missing={missing} />
        </td>
      ))}
    </tr>
  );
});
