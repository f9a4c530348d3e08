"use client";

import { useSearchParams } from "next/navigation";
import { FiguresTable } from "@/components/ui/figures-table";
import { Pager } from "@/components/ui/pager";
import { SortHeader, SortLink } from "@/components/ui/sort-header";
import { parseSorting } from "@/components/ui/sorting";
import { missingSign } from "@/lib/i18n/format";
import { Piece } from "./piece";

const columns = ["name", "score"] as const;
const byName = { sort: "name", isDescending: false } as const;
const rows = [
  { name: "Anna", score: 91 },
  { name: "Ben", score: 78 },
];

/** Tables and their controls; sorting and page are in the URL. */
export function TablePieces() {
  const params = useSearchParams();
  const sorting = parseSorting(params.get("sort"), columns, byName);
  const direction = sorting.isDescending ? -1 : 1;
  const sorted = rows.toSorted((left, right) =>
    sorting.sort === "name"
      ? direction * left.name.localeCompare(right.name)
      : direction * (left.score - right.score),
  );
  return (
    <>
      <Piece name="SortHeader, SortLink">
        <table className="text-sm">
          <thead className="text-muted text-xs">
            <tr>
              <SortHeader
                column="name"
                label="leaderboard.name"
                sorting={sorting}
                defaultSorting={byName}
                className="text-left"
              />
              <SortHeader
                column="score"
                label="leaderboard.score"
                sorting={sorting}
                defaultSorting={byName}
                isHighestFirst
                className="text-right"
              />
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ name, score }) => (
              <tr key={name}>
                <td className="px-3 py-1">{name}</td>
                <td className="px-3 py-1 text-right tabular-nums">{score}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <SortLink
          column="score"
          label="leaderboard.score"
          sorting={sorting}
          defaultSorting={byName}
          isHighestFirst
        />
      </Piece>
      <Piece name="Pager">
        <Pager page={Number(params.get("page") ?? "1")} pages={3} />
      </Piece>
      <Piece name="FiguresTable">
        <div className="panel w-full">
          <FiguresTable
            caption="Scores"
            columns={["Day", "Score"]}
            rows={() =>
              Array.from({ length: 150 }, (_, index) => ({
                key: String(index),
                head: `Day ${index + 1}`,
                cells: [
                  { value: index % 7 === 0 ? missingSign : String(index), missing: "No score yet" },
                ],
              }))
            }
          />
        </div>
      </Piece>
    </>
  );
}
