"use client";

import { useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { usePrinting } from "@/components/ui/use-printing";
import { defaultPeriodDays, parsePeriodDays } from "@/lib/performance/shared/period-days";
import { useTexts } from "./text-provider";

/**
 * The heading of a page that people take along. On paper it says whose figures these are, of which period, and as of when;
 * the tables behind the charts stand open there.
 */
export function PrintableHeading({
  title,
  organizationName,
  timeZone,
  coversEverything = false,
}: {
  title: string;
  organizationName: string;
  timeZone: string;
  /** Without a period in the address: everything so far, not the usual period. */
  coversEverything?: boolean;
}) {
  const { translate } = useTexts();
  const isPrinting = usePrinting();
  const days = useSearchParams().get("days");
  useEffect(() => (isPrinting ? prepareForPaper() : undefined), [isPrinting]);
  const period =
    days === null && coversEverything
      ? translate("period.all")
      : translate("period.option", { days: parsePeriodDays(days ?? String(defaultPeriodDays)) });
  return (
    <header className="mb-6 flex items-start justify-between gap-4">
      <div className="min-w-0">
        <h1 className="wrap-anywhere font-semibold text-2xl">{title}</h1>
        {isPrinting ? <PaperLine parts={[organizationName, period]} timeZone={timeZone} /> : null}
      </div>
      <Button onClick={() => window.print()}>{translate("print.print")}</Button>
    </header>
  );
}

function PaperLine({ parts, timeZone }: { parts: readonly string[]; timeZone: string }) {
  const { translate, format } = useTexts();
  const time = format.dayAndTime(new Date().toISOString());
  return (
    <p className="text-muted text-sm">
      {[
        ...parts.filter((part) => part !== ""),
        translate("print.printedAt", { time, zone: timeZone }),
      ].join(" · ")}
    </p>
  );
}

/** Opens tables, and is light: charts have no style sheet that could say so. Answers what takes it back. */
function prepareForPaper(): () => void {
  const root = document.documentElement;
  const theme = root.dataset.theme;
  const closed = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")];
  root.dataset.theme = "light";
  for (const details of closed) {
    details.open = true;
  }
  return () => {
    if (theme === undefined) {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }
    for (const details of closed) {
      details.open = false;
    }
  };
}
