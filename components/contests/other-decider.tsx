"use client";

import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { Outcome } from "@/components/ui/forms/form";
import { describeProblem } from "@/lib/http/problem-text";
import type { ContestResponse } from "@/lib/performance/contests/schemas";
import { useContestChange } from "./use-contest-change";

/** Tells the person who made the contested change who decides: another person, or they with a second key. */
export function OtherDecider({ contest, userId }: { contest: ContestResponse; userId: number }) {
  const { translate } = useTexts();
  const { id, status, change, second_key: secondKey } = contest;
  const propose = useContestChange("/proposals");
  if (status !== "open" || change?.actor?.user_id !== userId) return null;
  if (secondKey === null) return <Note>{translate("contests.otherDecides")}</Note>;
  if (secondKey === "proposed") return <Note>{translate("contests.secondAsked")}</Note>;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t pt-4">
      <p className="min-w-0 flex-1 basis-60 text-muted text-sm">
        {translate("contests.secondNeeded")}
      </p>
      <Button
        disabled={propose.isPending}
        onClick={() => propose.mutate({ setting: "contest_decision", contest_id: id })}
      >
        {translate("contests.askSecond")}
      </Button>
      <Outcome
        done={null}
        problem={describeProblem(propose.error, translate, { 409: "contests.overtaken" })}
      />
    </div>
  );
}

function Note({ children }: { children: string }) {
  return <p className="border-line border-t pt-4 text-muted text-sm">{children}</p>;
}
