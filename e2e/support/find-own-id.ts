import type { Page } from "@playwright/test";
import { openPage } from "./open-page";

/** Who is signed in on this page: the overview says so when it asks for another period, and is left showing that. */
export async function findOwnId(page: Page): Promise<number> {
  await openPage(page, "/");
  const asked = page.waitForRequest(/\/api\/performance\/user\/\d+\/trends/);
  await page.getByRole("link", { name: "Last 365 days" }).click();
  return Number(/\/user\/(\d+)\//.exec((await asked).url())?.[1]);
}
