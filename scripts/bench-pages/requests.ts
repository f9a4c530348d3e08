import type { Page, Request } from "@playwright/test";

const quietMilliseconds = 250;

export type RequestLog = {
  /** Waits until no request is pending and the result is painted. */
  readonly settle: () => Promise<void>;
  /** The slowest request to the API so far. */
  readonly slowest: () => { readonly path: string; readonly duration: number } | null;
};

export function recordRequests(page: Page): RequestLog {
  const pending = new Set<Request>();
  const sent: { path: string; duration: number }[] = [];
  page.on("request", (request) => pending.add(request));
  page.on("requestfailed", (request) => pending.delete(request));
  page.on("requestfinished", (request) => {
    pending.delete(request);
    const { pathname, search } = new URL(request.url());
    if (!pathname.startsWith("/api/")) return;
    const { responseEnd, requestStart } = request.timing();
    sent.push({ path: pathname + search, duration: responseEnd - Math.max(0, requestStart) });
  });
  return {
    settle: async () => {
      let quietSince = performance.now();
      while (performance.now() - quietSince < quietMilliseconds) {
        await page.evaluate(() => new Promise(requestAnimationFrame));
        if (pending.size > 0) quietSince = performance.now();
      }
    },
    slowest: () => sent.toSorted((left, right) => right.duration - left.duration)[0] ?? null,
  };
}
