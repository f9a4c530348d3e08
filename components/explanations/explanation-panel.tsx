"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Loaded } from "@/components/shared/loaded";
import { explanationSize } from "@/components/shared/sizes";
import { ExplanationSkeleton } from "@/components/shared/skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { PageLink, textLinkClasses } from "@/components/ui/page-link";
import {
  sayChange,
  sayMissing,
  saySetByOthers,
} from "@/lib/performance/explanations/explanation-words";
import { userExplanationRead } from "@/lib/performance/explanations/reads";
import type { UserExplanation } from "@/lib/performance/explanations/schemas";
import type { Period } from "@/lib/performance/shared/parse-period";
import { ExplanationMovements } from "./explanation-movements";
import { ExplanationOverdue } from "./explanation-overdue";
import { ExplanationTable } from "./explanation-table";

/** Why the score changed in the period: the parts of the change and its entries. */
export function ExplanationPanel({ userId, period }: { userId: number; period: Period }) {
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
            <Explanation explanation={data} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

function Explanation({ explanation }: { explanation: UserExplanation }) {
  const words = useTexts();
  const { translate } = words;
  return (
    <>
      <header className="grid gap-1 p-4 sm:p-5">
        <h3 className="font-semibold">{translate("explanation.title")}</h3>
        <p>{sayChange(words, explanation)}</p>
      </header>
      {explanation.entries === 0 ? null : (
        <div className="grid gap-x-12 gap-y-6 px-4 pb-5 sm:px-5 lg:grid-cols-[22rem_1fr]">
          <ExplanationTable explanation={explanation} />
          <ExplanationMovements explanation={explanation} />
        </div>
      )}
      <ExplanationOverdue overdue={explanation.overdue} />
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
