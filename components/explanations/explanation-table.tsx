"use client";

import type { ReactNode } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { getTone } from "@/components/shared/tone";
import { Figure } from "@/components/ui/figure";
import type { UserExplanation } from "@/lib/performance/explanations/schemas";
import { type Bar, toBars } from "./explanation-parts";

const parts = [
  ["on_time", "component.onTime"],
  ["skill", "component.skill"],
  ["difficulty", "component.difficulty"],
  ["policy", "explanation.policyPart"],
] as const;

/** The earlier score, and the parts of the components and the policy: with them it is the score that the page shows. */
export function ExplanationTable({
  explanation,
  showsChange,
}: {
  explanation: UserExplanation;
  /** Whether the change is not already beside the score. */
  showsChange: boolean;
}) {
  const { translate, format } = useTexts();
  const { components, policy } = explanation;
  const amounts = { ...components, policy };
  const bars = toBars(amounts);
  // Only a policy that changed has a row.
  const rows = parts.filter(([name]) => name !== "policy" || policy !== null);
  return (
    <table className="h-fit w-full text-sm tabular-nums">
      <caption className="pb-1.5 text-left font-medium text-xs">
        {translate("explanation.parts")}
      </caption>
      <tbody>
        <Row label={translate("explanation.before")} figure="score-before">
          <Figure
            value={format.scoreColumn(explanation.score_before)}
            missing={translate("explanation.missingBefore")}
          />
        </Row>
        {rows.map(([name, label]) => {
          const part = amounts[name];
          return (
            <Row
              key={name}
              label={translate(label)}
              tone={getTone(part)}
              bar={<PartBar bar={bars.get(name) ?? null} isNegative={(part ?? 0) < 0} />}
            >
              <Figure
                value={format.changeColumn(part)}
                missing={translate("missing.contribution")}
              />
            </Row>
          );
        })}
      </tbody>
      {showsChange && explanation.score_before !== null ? (
        <tfoot>
          <Row
            label={translate("explanation.change")}
            figure="change"
            tone={`font-semibold ${getTone(explanation.change)}`}
          >
            {format.changeColumn(explanation.change)}
          </Row>
        </tfoot>
      ) : null}
    </table>
  );
}

function Row({
  label,
  figure,
  tone = "",
  bar = null,
  children,
}: {
  label: string;
  /** The name of the figure in the list of figures that agree. */
  figure?: string;
  tone?: string;
  bar?: ReactNode;
  children: ReactNode;
}) {
  return (
    <tr className="border-line border-t">
      <th scope="row" className="w-px whitespace-nowrap py-1.5 pr-4 text-left font-normal">
        {label}
      </th>
      <td aria-hidden="true" className="py-1.5">
        {bar}
      </td>
      <td data-figure={figure} className={`w-px whitespace-nowrap py-1.5 pl-4 text-right ${tone}`}>
        {children}
      </td>
    </tr>
  );
}

/** A bar from the middle to the right for a gain, to the left for a loss. The number beside it says the same. */
function PartBar({ bar, isNegative }: { bar: Bar | null; isNegative: boolean }) {
  return (
    <svg aria-hidden="true" focusable="false" width="100%" height="12" className="block">
      {bar === null ? null : (
        <rect
          x={`${bar.start}%`}
          width={`${bar.length}%`}
          y="1"
          height="10"
          className={isNegative ? "fill-negative" : "fill-positive"}
        />
      )}
      <rect x="50%" width="1" height="12" className="fill-line-strong" />
    </svg>
  );
}
