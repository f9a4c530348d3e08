"use client";

import { type ReactNode, Suspense, useEffect, useRef, useState } from "react";

/** How far from the screen a chart begins to come: half a screen. */
const margin = "50% 0px";

/**
 * A chart, fetched and drawn when its place comes near the screen: the first seconds of a page belong to what is read
 * there. Until then, and on paper if it was never there, it is the sentence that says what it shows.
 */
export function NearChart({ description, children }: { description: string; children: ReactNode }) {
  const place = useRef<HTMLParagraphElement>(null);
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    if (place.current === null) {
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => setIsNear((was) => was || entries.some(({ isIntersecting }) => isIntersecting)),
      { rootMargin: margin },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  const sentence = (
    <p ref={place} className="h-full text-muted text-sm">
      <span className="sr-only print:not-sr-only">{description}</span>
    </p>
  );
  return isNear ? <Suspense fallback={sentence}>{children}</Suspense> : sentence;
}
