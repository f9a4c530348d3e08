/**
 * What runs within the page. Each function is sent there as its text: it may use nothing but its argument and the page, and
 * names no function of its own.
 */

type Span = { readonly start: number; readonly duration: number };

/** Before anything else of the page: notes what keeps it from answering, and how long answers to clicks and keys take. */
export function observe(): void {
  const tasks: Span[] = [];
  const interactions: Span[] = [];
  // TypeScript does not know the threshold, which is 104 ms otherwise.
  const events = { type: "event", durationThreshold: 16, buffered: true };
  Reflect.set(window, "measuredTasks", tasks);
  Reflect.set(window, "measuredInteractions", interactions);
  new PerformanceObserver((list) => {
    for (const { startTime: start, duration } of list.getEntries()) tasks.push({ start, duration });
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { startTime: start, duration } = entry;
      if (Number(Reflect.get(entry, "interactionId")) > 0) interactions.push({ start, duration });
    }
  }).observe(events);
}

/** Once the page is quiet; of a task that began before it was loaded, only the rest counts. */
export function readOpening() {
  const [opening] = performance.getEntriesByType("navigation");
  if (!(opening instanceof PerformanceNavigationTiming)) throw new Error("Nothing was opened.");
  const { loadEventEnd: loaded, requestStart, responseEnd, decodedBodySize } = opening;
  const tasks: Span[] = Reflect.get(window, "measuredTasks");
  return {
    at: performance.now(),
    answer: responseEnd - requestStart,
    page: decodedBodySize / 1000,
    transferred:
      [opening, ...performance.getEntriesByType("resource")].reduce(
        (sum, entry) => sum + Number(Reflect.get(entry, "transferSize")),
        0,
      ) / 1000,
    blockedAfterLoad: Math.max(
      0,
      ...tasks.map(({ start, duration }) => Math.min(duration, start + duration - loaded)),
    ),
  };
}

/** Everything since `at`, and how much the page has in it now. */
export function readUse(at: number) {
  const tasks: Span[] = Reflect.get(window, "measuredTasks");
  const interactions: Span[] = Reflect.get(window, "measuredInteractions");
  return {
    blockedInUse: Math.max(
      0,
      ...tasks.filter(({ start }) => start >= at).map(({ duration }) => duration),
    ),
    interaction: Math.max(
      0,
      ...interactions.filter(({ start }) => start >= at).map(({ duration }) => duration),
    ),
    longestList: Math.max(
      0,
      ...[...document.querySelectorAll("tbody, ul, ol, select, datalist")].map(
        (list) => list.children.length,
      ),
    ),
    elements: document.querySelectorAll("*").length,
  };
}
