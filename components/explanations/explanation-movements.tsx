"use client";

import { EntryLink } from "@/components/shared/entry-link";
import { RowsLink } from "@/components/shared/rows-link";
import { useTexts } from "@/components/shared/text-provider";
import { getTone } from "@/components/shared/tone";
import { sayWork } from "@/components/shared/work-words";
import { sayDueMove } from "@/lib/performance/assignments/changes/change-words";
import { listReasons, sayEntry } from "@/lib/performance/explanations/explanation-words";
import type { UserExplanation } from "@/lib/performance/explanations/schemas";
import { getSide } from "./explanation-parts";

const shown = 5;

/** The completions with the largest gains and losses, apart; with the rest of each they add up to the change. */
export function ExplanationMovements({ explanation }: { explanation: UserExplanation }) {
  const { translate } = useTexts();
  const { entries, gains, losses } = explanation;
  const unmoved = entries - gains.count - losses.count;
  return (
    <div className="grid min-w-0 content-start gap-5 text-sm">
      <SideList explanation={explanation} side="losses" />
      <SideList explanation={explanation} side="gains" />
      {unmoved === 0 ? null : (
        <p className="text-muted text-xs">{translate("explanation.unmoved", { count: unmoved })}</p>
      )}
    </div>
  );
}

function SideList({
  explanation,
  side,
}: {
  explanation: UserExplanation;
  side: "gains" | "losses";
}) {
  const { translate, format } = useTexts();
  const { count, change } = explanation[side];
  const { listed, rest } = getSide(explanation, side, shown);
  if (count === 0) return null;
  return (
    <section aria-labelledby={side} className="min-w-0">
      <header className="flex items-baseline justify-between gap-4 pb-1.5 text-xs">
        <h4 id={side} className="font-medium">
          {translate(`explanation.${side}`)}
          <span className="font-normal text-muted">
            {" · "}
            {translate("explanation.sideCount", { count })}
          </span>
        </h4>
        <span className={`font-medium tabular-nums ${getTone(change)}`}>
          {format.changeColumn(change)}
        </span>
      </header>
      <ol>
        {listed.map((movement) => (
          <MovementLine key={movement.entry_id} movement={movement} />
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

/** What happened, before what it did to the score. */
function MovementLine({ movement }: { movement: UserExplanation["movements"][number] }) {
  const words = useTexts();
  return (
    <Line change={movement.change}>
      <EntryLink entryId={movement.entry_id}>{sayEntry(words, movement)}</EntryLink>
      <p className="text-muted text-xs">
        {[words.format.day(movement.work.completed_on), ...sayWork(words, movement.work)].join(
          " · ",
        )}
      </p>
      <p className="text-muted text-xs">{listReasons(words, movement.reasons)}</p>
      {movement.due_moves.map((move) => (
        <p key={move.created_at} className="text-muted text-xs">
          {sayDueMove(words, move)}
        </p>
      ))}
    </Line>
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
