"use client";

import { useEffect, useRef } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { personName } from "@/lib/i18n/person-name";
import type { DecidedContest } from "@/lib/performance/contests/schemas";
import { CorrectedScore } from "./contest-decision";

/** The outcome of a decision, after its contest has left the list. Screen readers announce it. */
export function DecidedNotice({
  decided,
  onClose,
}: {
  decided: DecidedContest;
  onClose: () => void;
}) {
  const { translate } = useTexts();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.focus(), []);
  const { contest, entry } = decided;
  const upheld = entry === null ? "upheldOnly" : "upheld";
  const status = contest.status === "upheld" ? upheld : "rejected";
  return (
    <div
      ref={frame}
      role="status"
      tabIndex={-1}
      className="panel flex scroll-mt-18 flex-wrap items-start justify-between gap-x-4 gap-y-2 p-4 sm:px-5"
    >
      <div className="grid min-w-0 flex-1 basis-60 gap-1">
        <p className="font-semibold">
          {translate(`contests.done.${status}`, { name: personName(translate, contest) })}
        </p>
        {entry === null ? null : <CorrectedScore correction={entry} />}
      </div>
      <Button onClick={onClose}>{translate("contests.dismiss")}</Button>
    </div>
  );
}
