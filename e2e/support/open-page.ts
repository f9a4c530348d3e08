import type { Page, Response } from "@playwright/test";

/** Goes to a page, and waits until a click does what its script says. */
export async function openPage(page: Page, path: string): Promise<Response | null> {
  const response = await page.goto(path);
  await untilInteractive(page);
  return response;
}

/** What the server sent is on the screen before React has taken it over; until then a click on a link loads a page. */
export async function untilInteractive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const controls = [...document.querySelectorAll("main a, main button, main input, main select")];
    const isTakenOver = (control: Element) =>
      Object.keys(control).some((name) => name.startsWith("__react"));
    return document.querySelector("main") !== null && controls.every(isTakenOver);
  });
  // What listens to keys anywhere on the page does so a moment later, in an effect.
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
}
