import type { Page } from "@playwright/test";

/** From the next page on, what moves by itself is noted. */
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

/** How much moved since the page began to load, and what. */
export async function readLayoutShifts(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const shifts: unknown = Reflect.get(window, "layoutShifts");
    return Array.isArray(shifts) ? shifts.map(String) : ["not recorded"];
  });
}
