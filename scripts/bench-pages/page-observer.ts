/**
 * Functions that run in the page. Playwright sends each as text, so it may use only its argument and the page, and must
 * not define a named function.
 */

type Span = { readonly start: number; readonly duration: number };

/** Runs before the page's own scripts. Records long tasks and the durations of interactions. */
export function observePage(): void {
  const tasks: Span[] = [];
  const interactions: Span[] = [];
  // TypeScript does not know the threshold. Its default is 104 ms.
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

/** Reads the figures of loading, in ms and kB. Of a task that began before the load event, only the rest counts. */
export function readLoadFigures() {
  const [navigation] = performance.getEntriesByType("navigation");
  if (!(navigation instanceof PerformanceNavigationTiming)) throw new Error("No page was opened.");
  const { loadEventEnd: loaded, requestStart, responseEnd, decodedBodySize } = navigation;
  const tasks: Span[] = Reflect.get(window, "measuredTasks");
  return {
    at: performance.now(),
    response: responseEnd - requestStart,
    page: decodedBodySize / 1000,
    transferred:
      [navigation, ...performance.getEntriesByType("resource")].reduce(
        (sum, entry) => sum + Number(Reflect.get(entry, "transferSize")),
        0,
      ) / 1000,
    blockedAfterLoad: Math.max(
      0,
      ...tasks.map(({ start, duration }) => Math.min(duration, start + duration - loaded)),
    ),
  };
}

/** Reads the figures since `at`, and the current size of the page. */
export function readUsageFigures(at: number) {
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
