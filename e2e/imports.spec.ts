import type { Page } from "@playwright/test";
import { findAccessibilityViolations } from "./support/accessibility";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { signInAs } from "./support/sign-in-as";
import { makeUniqueName } from "./support/unique-name";

// The browser logs the response to a file that is rejected.
test.use({ expectedConsoleError: /400 \(Bad Request\)/ });

const phone = { width: 390, height: 844 };

function writeFile(id: string): string {
  return [
    "Issue key,Summary,Status,Assignee,Due Date,Resolved",
    `${id}-1,Renew the certificate,Done,Robin Newcomer,3/4/2026,2/4/2026`,
    `${id}-2,Write the report,Done,Kim Stranger,3/4/2026,5/4/2026\n`,
  ].join("\n");
}

async function choose(page: Page, name: string, text: string): Promise<void> {
  const files = page.locator('input[type="file"]');
  await files.setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
}

test("a file goes in by the page in four steps, and out again", async ({ page }) => {
  const id = makeUniqueName("imp").toUpperCase().replaceAll("_", "-");
  await signInAs(page, getDemoAccount("admin"), "/imports");
  await choose(page, `${id}.csv`, writeFile(id));
  await expect(page.getByText("Ready to start")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Dates in “Due Date” can be read day first")).toBeVisible();
  await expect(page.getByLabel("Mapping")).toHaveValue("jira");
  expect(await findAccessibilityViolations(page)).toEqual([]);

  await page.getByLabel("Dates such as 3/4/2026").selectOption("dmy");
  await page
    .getByRole("region", { name: "1. File" })
    .getByRole("button", { name: "Check again" })
    .click();
  const people = page.getByRole("region", { name: "2. People" });
  await expect(page.getByText("Dates in “Due Date” can be read")).toHaveCount(0);
  await expect(people.getByText("Kim Stranger")).toBeVisible({ timeout: 30_000 });

  await people.getByLabel("Who is Robin Newcomer?").selectOption("new");
  await people.getByLabel("Who is Kim Stranger?").selectOption("skipped");
  await people.getByRole("button", { name: "Check again" }).click();
  const check = page.getByRole("region", { name: "3. Check" });
  await expect(check.getByText("1 new member")).toBeVisible({ timeout: 30_000 });
  await expect(check.getByText("Renew the certificate")).toBeVisible();

  await page.setViewportSize(phone);
  expect(await findAccessibilityViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "4. Import 1 rows" }).click();
  await expect(page.getByText("Finished")).toBeVisible({ timeout: 30_000 });

  await page.goto("/imports");
  await page.getByRole("link", { name: `${id}.csv` }).click();
  await expect(page.getByText("2 rows: 1 new")).toBeVisible();
  await page.getByRole("button", { name: "Undo import" }).click();
  await page.getByRole("group").getByRole("button", { name: "Undo import" }).click();
  await expect(page.getByText("Undone: 1, kept: 0.")).toBeVisible({ timeout: 30_000 });
});

test("a file that is no table is rejected with the reason", async ({ page }) => {
  await signInAs(page, getDemoAccount("admin"), "/imports");
  await choose(page, "picture.csv", "\u0089PNG");
  await expect(page.getByText("This file cannot be imported.")).toBeVisible();
});
