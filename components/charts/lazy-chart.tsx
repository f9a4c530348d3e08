"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";

/** Events of a reader who is present, and may scroll or print next. */
const interactionEvents = ["pointermove", "pointerdown", "keydown", "scroll"] as const;

/**
 * A chart that loads when it is in view or the reader begins to use the page, so that the first seconds belong to the
 * text; at once where the page has drawn one of its kind. Until then, and where loading fails, it is the sentence that
 * describes it.
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
    for (const event of interactionEvents) window.addEventListener(event, want, { passive: true });
    return () => {
      observer.disconnect();
      for (const event of interactionEvents) window.removeEventListener(event, want);
    };
  }, [place, isWanted]);
  return isWanted;
}
