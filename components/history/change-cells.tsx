import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import { getTone } from "@/components/shared/tone";
import { Figure } from "@/components/ui/figure";
import type { HistoryEntry } from "@/lib/performance/summaries/schemas";
import { cell } from "./entry-row";

/** What an entry did to the score, and the score after it. */
export function ChangeCells({
  entry,
}: {
  entry: Pick<HistoryEntry, "score_change" | "performance_score">;
}) {
  const { translate, format } = useTexts();
  return (
    <>
      <td className={clsx(cell, "text-right", getTone(entry.score_change))}>
        <Figure
          value={format.changeColumn(entry.score_change)}
          missing={translate("missing.change")}
        />
      </td>
      <td className={clsx(cell, "pr-4 text-right font-medium sm:pr-5")}>
        <Figure
          value={format.scoreColumn(entry.performance_score)}
          missing={translate("missing.score")}
        />
      </td>
    </>
  );
}
