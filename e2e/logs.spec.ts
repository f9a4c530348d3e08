import type { PerformanceLogs } from "@/lib/performance/schemas/logs";
import { demoAccount, expect, test } from "./fixtures";
import { readEndpoint } from "./read-endpoint";
import { signInAs } from "./sign-in-as";

test.beforeEach(async ({ page }) => {
  await signInAs(page, demoAccount("manager"), "/logs");
  await expect(page.getByRole("heading", { name: "Entries" })).toBeVisible();
});

const tableName = /Entries of the ledger/;

test("the entries are those of the endpoint, page by page, and the page is in the address", async ({
  page,
}) => {
  const first = await readEndpoint<PerformanceLogs>(page, "/logs");
  await expect(page.getByText(`${first.total?.toLocaleString("en-US")} entries`)).toBeVisible();
  await expect(page.getByRole("table", { name: tableName }).getByRole("button")).toHaveText(
    first.logs.map((log) => log.assignment_title ?? "Policy change"),
  );
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/\/logs\?page=2$/);
  const second = await readEndpoint<PerformanceLogs>(page, "/logs?page=2");
  await expect(page.getByRole("table", { name: tableName }).getByRole("button")).toHaveText(
    second.logs.map((log) => log.assignment_title ?? "Policy change"),
  );
  await page.getByRole("columnheader", { name: "When" }).getByRole("link").click();
  await expect(page).toHaveURL(/\/logs\?sort=when$/);
  const oldest = await readEndpoint<PerformanceLogs>(page, "/logs?sort=created_at");
  await expect(page.getByRole("table", { name: /oldest first/ }).getByRole("button")).toHaveText(
    oldest.logs.map((log) => log.assignment_title ?? "Policy change"),
  );
  await expect(page.getByRole("columnheader", { name: "When" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
});

test("they are filtered by person, kind and days, all of it in the address", async ({ page }) => {
  await page.getByLabel("Person").click();
  await page.getByLabel("Person").fill("John Doe (john_doe)");
  await expect(page).toHaveURL(/person=\d+/);
  await page.getByLabel("Kind").selectOption({ label: "Late arrival" });
  await expect(page).toHaveURL(/kind=late/);
  const person = new URL(page.url()).searchParams.get("person");
  const late = await readEndpoint<PerformanceLogs>(page, `/logs?user_id=${person}&kind=late`);
  const day = late.logs.at(0)?.created_at.slice(0, 10) ?? "";
  await page.getByLabel("From").fill(day);
  await expect(page).toHaveURL(new RegExp(`from=${day}`));
  const found = await readEndpoint<PerformanceLogs>(
    page,
    `/logs?user_id=${person}&kind=late&from=${day}`,
  );
  expect(found.total).toBeGreaterThan(0);
  await expect(page.getByRole("status").filter({ hasText: "entr" })).toContainText(
    String(found.total),
  );
  await expect(page.getByRole("table", { name: tableName }).getByRole("button")).toHaveCount(
    found.logs.length,
  );
  await page.reload();
  await expect(page.getByLabel("Person")).toHaveValue("John Doe (john_doe)");
  await expect(page.getByLabel("Kind")).toHaveValue("late");
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/logs$/);
  await expect(page.getByLabel("Person")).toHaveValue("");
});

test("a day counts as soon as it is whole, is kept by the next click, and is one step of the way back", async ({
  page,
}) => {
  const from = page.getByLabel("From");
  await from.focus();
  // Month, day and year as an American keyboard gives them: on the way to 15 January 2019 lies the first.
  await page.keyboard.type("01/15/2019");
  await expect(page).toHaveURL(/\/logs\?from=2019-01-15$/);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/\/logs\?from=2019-01-15&page=2$/);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(/\/logs$/);
  await expect(from).toHaveValue("");
  await from.focus();
  await page.keyboard.type("01");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByText("Not a whole day yet")).toBeVisible();
});

test("of two choices before the page is drawn again, neither is lost", async ({ page }) => {
  await page.getByLabel("Kind").evaluate((field: HTMLSelectElement) => {
    field.value = "late";
    field.dispatchEvent(new Event("change", { bubbles: true }));
    document.querySelector<HTMLElement>("th[aria-sort] a")?.click();
  });
  await expect(page).toHaveURL(/\/logs\?kind=late&sort=when$/);
});

test("where nothing fits, it says so; where the days are the wrong way round, what is wrong", async ({
  page,
}) => {
  await page.goto("/logs?from=2199-01-01");
  await expect(page.getByText("No entry fits these filters.")).toBeVisible();
  await page.goto("/logs?from=2026-02-01&to=2026-01-01");
  await expect(page.getByText("The last day is before the first")).toBeVisible();
});

test("an entry opens to what moved the score", async ({ page }) => {
  const entry = page.getByRole("table", { name: tableName }).getByRole("button").first();
  await entry.focus();
  await page.keyboard.press("Enter");
  await expect(entry).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByRole("heading", { name: "What moved the score" })).toBeVisible();
});
