import type { ContestResponse } from "@/lib/performance/contests/schemas";

/** What a decider sees and enters to uphold a contest. */
export function getUpholdNeeds({
  entry,
  upholding_needs: needs,
}: Pick<ContestResponse, "entry" | "upholding_needs">) {
  const isMet = needs === null;
  if (entry !== null) {
    return {
      isMet,
      takesFacts: !isMet,
      explanation: isMet ? "contests.upholdingCorrected" : "contests.upholding",
      missing: "contests.factsUntouched",
    } as const;
  }
  if (needs === "undoing") {
    const key = "contests.undoFirst";
    return { isMet, takesFacts: false, explanation: key, missing: key } as const;
  }
  return {
    isMet,
    // A change that was undone in part can still be corrected.
    takesFacts: true,
    explanation: isMet ? "contests.upholdingUndone" : "contests.upholdingChange",
    missing: "contests.factsUntouched",
  } as const;
}
