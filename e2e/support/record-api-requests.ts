import type { Page } from "@playwright/test";

/** @returns a list to which every request of the page to the API is added. */
export function recordApiRequests(page: Page): readonly string[] {
  const sent: string[] = [];
  page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith("/api/")) {
      sent.push(`${page.url()}: ${request.method()} ${pathname}${search}`);
    }
  });
  return sent;
}
