"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Loaded } from "@/components/shared/loaded";
import { explanationSize } from "@/components/shared/sizes";
import { ExplanationSkeleton } from "@/components/shared/skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { PageLink, textLinkClasses } from "@/components/ui/page-link";
import {
  sayMissing,
  sayPolicyChange,
  saySetByOthers,
  sayWhy,
} from "@/lib/performance/explanations/explanation-words";
import { userExplanationRead } from "@/lib/performance/explanations/reads";
import type { UserExplanation } from "@/lib/performance/explanations/schemas";
import type { Period } from "@/lib/performance/shared/parse-period";
import { ExplanationMovements } from "./explanation-movements";
import { ExplanationShownThen } from "./explanation-shown-then";
import { ExplanationTable } from "./explanation-table";

/** Why the score changed in the period: the parts of the change and its entries. */
export function ExplanationPanel({
  userId,
  period,
  trendDays,
}: {
  userId: number;
  period: Period;
  /** The days of the change that the page shows beside the score. */
  trendDays: number;
}) {
  const explanation = useQuery({
    ...userExplanationRead.options({ id: userId, days: period }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="panel">
      <Loaded query={explanation} skeleton={<ExplanationSkeleton />}>
        {(data) => (
          <div
            aria-busy={explanation.isPlaceholderData}
            className={clsx(explanationSize, explanation.isPlaceholderData && "opacity-60")}
          >
            <Explanation explanation={data} showsChange={data.period_days !== trendDays} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

function Explanation({
  explanation,
  showsChange,
}: {
  explanation: UserExplanation;
  showsChange: boolean;
}) {
  const words = useTexts();
  const { translate } = words;
  const isEmpty = explanation.entries + explanation.policy_changes.length === 0;
  return (
    <>
      <header className="grid gap-1 p-4 sm:p-5">
        <h3 className="font-semibold">{translate("explanation.title")}</h3>
        {isEmpty ? <p className="text-muted">{sayWhy(words, explanation)}</p> : null}
      </header>
      {isEmpty ? null : (
        <div className="grid gap-x-12 gap-y-6 px-4 pb-5 sm:px-5 lg:grid-cols-[22rem_1fr]">
          <div className="grid content-start gap-2">
            <ExplanationTable explanation={explanation} showsChange={showsChange} />
            {explanation.policy_changes.map((change) => (
              <p key={change.policy_version} className="text-muted text-xs">
                {sayPolicyChange(words, change)}
              </p>
            ))}
          </div>
          <ExplanationMovements explanation={explanation} />
        </div>
      )}
      <ExplanationShownThen explanation={explanation} />
      <footer className="grid gap-1 border-line border-t px-4 py-3 text-muted text-xs sm:px-5">
        {explanation.missing.map((lack) => (
          <p key={lack.component}>{sayMissing(words, lack)}</p>
        ))}
        <p>{saySetByOthers(words, explanation.set_by_others.share)}</p>
        <p className="print:hidden">
          <PageLink className={textLinkClasses} href={`/letter?member=${explanation.user_id}`}>
            {translate("letter.link")}
          </PageLink>
        </p>
      </footer>
    </>
  );
}
