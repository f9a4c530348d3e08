import type { Page } from "@playwright/test";
import { type DemoAccount, expect } from "./fixtures";

/** Signs in through the form, as a person does, and waits for the page it leads to. */
export async function signInAs(page: Page, account: DemoAccount, path = "/"): Promise<void> {
  await page.goto(path);
  await page.getByLabel("E-mail address or username").fill(nameOf(account));
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Standing" })).toBeVisible();
}

export function nameOf(account: DemoAccount): string {
  return `${account.organization}/${account.username}`;
}
