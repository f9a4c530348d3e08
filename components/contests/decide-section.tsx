"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { getTitle } from "@/components/history/entry-title";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { personName } from "@/lib/i18n/person-name";
import type { ContestResponse, DecidedContest } from "@/lib/performance/contests/schemas";

/** Loaded when it is opened. */
const DecisionForm = dynamic(
  () => import("./decision-form").then((module) => module.DecisionForm),
  { ssr: false },
);

/** Opens the form to decide; the contest is read first. */
export function DecideSection({
  contest,
  onDecided,
}: {
  contest: ContestResponse;
  onDecided: (decided: DecidedContest) => void;
}) {
  const { translate } = useTexts();
  const [isOpen, setOpen] = useState(false);
  if (isOpen) {
    return <DecisionForm contest={contest} onDecided={onDecided} onClose={() => setOpen(false)} />;
  }
  const about = { title: getTitle(contest.entry, translate), name: personName(translate, contest) };
  return (
    <div className="border-line border-t pt-4">
      <Button
        look="primary"
        className="min-h-9"
        aria-label={translate("contests.decideName", about)}
        onClick={() => setOpen(true)}
      >
        {translate("contests.decide")}
      </Button>
    </div>
  );
}
