"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";

/** What somebody does who is there: they may scroll on, or print what they have not seen. */
const signsOfLife = ["pointermove", "pointerdown", "keydown", "scroll"] as const;

/**
 * A chart, fetched and drawn when its place is on the screen, or somebody begins to use the page; at once where one of its
 * kind was drawn before. The first seconds belong to what is read there. Until then, and where it cannot be fetched, it is
 * the sentence that says what it shows.
 */
export function LazyChart<Chart>({
  kind,
  load,
  description,
  children,
}: {
  kind: string;
  load: () => Promise<Chart>;
  description: string;
  children: (chart: Chart) => ReactNode;
}) {
  const { translate } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const chart = useQuery({
    queryKey: ["chart", kind],
    queryFn: async () => ({ loaded: await load() }),
    enabled: useWanted(place),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  if (chart.data !== undefined) {
    return children(chart.data.loaded);
  }
  return (
    <div
      ref={place}
      className="grid h-full place-content-center gap-2 text-center text-muted text-sm"
    >
      {chart.error === null ? null : (
        <>
          <p role="alert">{translate("chart.failed")}</p>
          <div>
            <Button disabled={chart.isFetching} onClick={() => void chart.refetch()}>
              {translate("error.retry")}
            </Button>
          </div>
        </>
      )}
      <p className="sr-only print:not-sr-only">{description}</p>
    </div>
  );
}

function useWanted(place: RefObject<Element | null>): boolean {
  const [isWanted, setIsWanted] = useState(false);
  useEffect(() => {
    if (isWanted || place.current === null) {
      return;
    }
    const want = () => setIsWanted(true);
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && want(),
    );
    observer.observe(place.current);
    for (const sign of signsOfLife) window.addEventListener(sign, want, { passive: true });
    return () => {
      observer.disconnect();
      for (const sign of signsOfLife) window.removeEventListener(sign, want);
    };
  }, [place, isWanted]);
  return isWanted;
}
