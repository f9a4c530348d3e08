import type { Page } from "@playwright/test";

/** Records the layout shifts from the next page on. */
export async function recordLayoutShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Reflect.set(window, "layoutShifts", shifts);
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) {
        const sources: unknown = Reflect.get(shift, "sources");
        const moved = (Array.isArray(sources) ? sources : []).map(({ node }) =>
          node instanceof Element ? `${node.tagName}.${node.className}` : String(node?.textContent),
        );
        shifts.push(`${Reflect.get(shift, "value")}: ${moved.join(", ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** @returns each layout shift since the page began to load, with the moved elements. */
export async function readLayoutShifts(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const shifts: unknown = Reflect.get(window, "layoutShifts");
    return Array.isArray(shifts) ? shifts.map(String) : ["not recorded"];
  });
}
