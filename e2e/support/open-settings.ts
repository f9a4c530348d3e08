import type { Locator, Page } from "@playwright/test";
import { type DemoAccount, expect } from "./fixtures";
import { signInAs } from "./sign-in-as";

/** The section of a page by its heading. */
export function getSection(page: Page, name: string): Locator {
  return page.getByRole("region", { name, exact: true });
}

export async function openSettings(
  page: Page,
  account: DemoAccount,
  path = "/settings",
): Promise<void> {
  await signInAs(page, account, path);
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
}
