import type { Page } from "@playwright/test";
import { openPage } from "./open-page";

/** The id of the signed-in member, from the request for another period. Leaves the page on that period. */
export async function findOwnId(page: Page): Promise<number> {
  await openPage(page, "/");
  const request = page.waitForRequest(/\/api\/performance\/user\/\d+\/trends/);
  await page.getByRole("link", { name: "Last 365 days" }).click();
  return Number(/\/user\/(\d+)\//.exec((await request).url())?.[1]);
}
