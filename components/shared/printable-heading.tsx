"use client";

import { useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { usePrinting } from "@/components/ui/use-printing";
import { defaultPeriodDays, parsePeriodDays } from "@/lib/performance/shared/parse-period";
import { useTexts } from "./text-provider";

/**
 * The heading of a page that people print. On paper it names the owner of the figures, the period and the time; the
 * tables behind the charts are open there.
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
  /** Whether a URL without a period means the whole time, not the default period. */
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

/** Opens the tables and uses light colours: charts have no style sheet. Returns a function that undoes this. */
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
