import type { Page, Response } from "@playwright/test";

/** Goes to a page and waits for hydration. */
export async function openPage(page: Page, path: string): Promise<Response | null> {
  const response = await page.goto(path);
  await waitUntilInteractive(page);
  return response;
}

/** Waits for hydration. Before it, a click on a link loads a new page. */
export async function waitUntilInteractive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const controls = [...document.querySelectorAll("main a, main button, main input, main select")];
    const isHydrated = (control: Element) =>
      Object.keys(control).some((name) => name.startsWith("__react"));
    return document.querySelector("main") !== null && controls.every(isHydrated);
  });
  // Effects add the global keyboard listeners a moment later.
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
}
