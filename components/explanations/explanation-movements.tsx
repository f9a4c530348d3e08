"use client";

import { EntryLink } from "@/components/shared/entry-link";
import { RowsLink } from "@/components/shared/rows-link";
import { useTexts } from "@/components/shared/text-provider";
import { getTone } from "@/components/shared/tone";
import { sayDueMove } from "@/lib/performance/assignments/changes/change-words";
import { listReasons, sayEntry } from "@/lib/performance/explanations/explanation-words";
import type { UserExplanation } from "@/lib/performance/explanations/schemas";
import { getRest } from "./explanation-parts";

const shown = 5;

/** The entries with the largest changes, and all others together: their sum is the change. */
export function ExplanationMovements({ explanation }: { explanation: UserExplanation }) {
  const words = useTexts();
  const { translate, format } = words;
  const rest = getRest(explanation, shown);
  return (
    <section aria-labelledby="movements" className="min-w-0 text-sm">
      <h4 id="movements" className="pb-1.5 font-medium text-xs">
        {translate("explanation.movements")}
      </h4>
      <ol>
        {explanation.movements.slice(0, shown).map((movement) => (
          <Line key={movement.entry_id} change={movement.change}>
            <EntryLink entryId={movement.entry_id}>{sayEntry(words, movement)}</EntryLink>
            <p className="text-muted text-xs">
              <time dateTime={movement.created_at}>{format.dayOf(movement.created_at)}</time>
              {" · "}
              {listReasons(words, movement.reasons)}
            </p>
            {movement.due_moves.map((move) => (
              <p key={move.created_at} className="text-muted text-xs">
                {sayDueMove(words, move)}
              </p>
            ))}
          </Line>
        ))}
        {rest.count === 0 ? null : (
          <Line change={rest.change}>
            <RowsLink evidence={null} className="text-muted">
              {translate("explanation.rest", { count: rest.count })}
            </RowsLink>
          </Line>
        )}
      </ol>
    </section>
  );
}

function Line({ change, children }: { change: number; children: React.ReactNode }) {
  const { format } = useTexts();
  return (
    <li className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 border-line border-t py-1.5">
      <div className="min-w-0 break-words">{children}</div>
      <span className={`tabular-nums ${getTone(change)}`}>{format.changeColumn(change)}</span>
    </li>
  );
}
