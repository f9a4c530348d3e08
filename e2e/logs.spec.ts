import type { Page } from "@playwright/test";
import type { PerformanceLogs } from "@/lib/performance/history/log-schemas";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { openPage } from "./support/open-page";
import { readEndpoint } from "./support/read-endpoint";
import { signInAs } from "./support/sign-in-as";

test.beforeEach(async ({ page }) => {
  await signInAs(page, getDemoAccount("manager"), "/logs");
  await expect(page.getByRole("heading", { name: "Entries" })).toBeVisible();
});

/** Waits until the page is rendered for the URL, which changes first. */
const expectDrawn = (page: Page, filter: RegExp) =>
  expect(page.getByRole("link", { name: "CSV" })).toHaveAttribute("href", filter);
const tableName = /Ledger entries/;

test("the log shows the endpoint's entries page by page and keeps the page in the URL", async ({
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

test("the log filters by person, kind and date and keeps the filters in the URL", async ({
  page,
}) => {
  await page.getByLabel("Person").click();
  await page.getByLabel("Person").fill("John Doe (john_doe)");
  await expect(page).toHaveURL(/person=\d+/);
  await page.getByLabel("Kind").selectOption({ label: "Backdated" });
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

test("a complete date filters at once, stays after the next click and adds one step to the history", async ({
  page,
}) => {
  const from = page.getByLabel("From");
  await from.fill("2019-02-03");
  await expect(page).toHaveURL(/\/logs\?from=2019-02-03$/);
  await from.blur();
  await from.focus();
  // Typed month first: the field holds three other complete dates on the way to January 15.
  await page.keyboard.type("01/15");
  await expect(page).toHaveURL(/\/logs\?from=2019-01-15$/);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/\/logs\?from=2019-01-15&page=2$/);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(/\/logs\?from=2019-02-03$/);
  await expect(from).toHaveValue("2019-02-03");
});

test("the Back button clears a date from its field while the field has the focus", async ({
  page,
}) => {
  const from = page.getByLabel("From");
  await page.getByLabel("Kind").selectOption({ label: "Backdated" });
  await from.focus();
  for (const year of [2019, 2020]) {
    await from.fill(`${year}-01-15`);
    await expect(page).toHaveURL(`/logs?kind=late&from=${year}-01-15`);
    await expectDrawn(page, new RegExp(`from=${year}`));
    await page.goBack();
    await expect(page).toHaveURL(/\/logs\?kind=late$/);
    await expect(from).toHaveValue("");
    await expect(from).toBeFocused();
  }
});

test("an incomplete date stops filtering and shows an error, and clearing the filters works with one click", async ({
  page,
}) => {
  const from = page.getByLabel("From");
  await openPage(page, "/logs?from=2019-01-15");
  await from.focus();
  await page.keyboard.press("Delete");
  const clear = page.getByRole("link", { name: "Clear filters" });
  const place = await clear.boundingBox();
  await page.getByLabel("To").focus();
  await expect(page.getByRole("alert").filter({ hasText: "Incomplete" })).toBeVisible();
  await expect(from).toHaveAttribute("aria-invalid", "true");
  await expect(page).toHaveURL(/\/logs$/);
  expect(await clear.boundingBox()).toEqual(place);
  await clear.click();
  await expect(page.getByRole("alert").filter({ hasText: "Incomplete" })).toHaveCount(0);
  await expect(from).toHaveAttribute("aria-invalid", "false");
  await from.fill("1850-01-01");
  await from.blur();
  await expect(page.getByText("Only 1900–2200")).toBeVisible();
  await expect(page).toHaveURL(/\/logs$/);
});

test("an unknown name stops filtering and shows an error", async ({ page }) => {
  const person = page.getByLabel("Person");
  await person.click();
  await person.fill("John Doe (john_doe)");
  await expect(page).toHaveURL(/person=\d+/);
  await expect(person).toBeFocused();
  await person.fill("Unknown Name");
  await person.blur();
  await expect(page.getByText("Choose a person from the list.")).toBeVisible();
  await expect(page).toHaveURL(/\/logs$/);
  await expectDrawn(page, /^[^?]*\?format=csv$/);
  await page.goBack();
  await expect(person).toHaveValue("John Doe (john_doe)");
  await page.goBack();
  await expect(person).toHaveValue("");
  await expect(page).toHaveURL(/\/logs$/);
});

test("two changes before the next rendering both apply", async ({ page }) => {
  await page.getByLabel("Kind").evaluate((field: HTMLSelectElement) => {
    field.value = "late";
    field.dispatchEvent(new Event("change", { bubbles: true }));
    document.querySelector<HTMLElement>("th[aria-sort] a")?.click();
  });
  await expect(page).toHaveURL(/\/logs\?kind=late&sort=when$/);
});

test("a page number that is too high shows a message and a link to the first page", async ({
  page,
}) => {
  // Below and above the highest page that can be requested.
  for (const number of [900, 9_999]) {
    await openPage(page, `/logs?page=${number}`);
    await expect(page.getByText("There aren't that many pages.")).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Pages" })).toHaveCount(0);
    await page.getByRole("link", { name: "Go to the first page" }).click();
    await expect(page).toHaveURL(/\/logs$/);
    await expect(page.getByRole("table", { name: tableName })).toBeVisible();
  }
});

test("the person filter takes the name from the entries if the ranking lacks the person", async ({
  page,
}) => {
  const { logs } = await readEndpoint<PerformanceLogs>(page, "/logs");
  const [first] = logs;
  // The response for a deactivated member. A real request would log an error to the console.
  await page.route(/leaderboard\?around=/, (route) => route.fulfill({ status: 404, json: {} }));
  await openPage(page, `/logs?person=${first?.user_id}`);
  await expect(page.getByLabel("Person")).toHaveValue(
    `${first?.display_name} (${first?.username})`,
  );
});

test("clearing the filters of an unfiltered view adds no step to the history", async ({ page }) => {
  const countSteps = () => page.evaluate(() => history.length);
  const sort = page.getByRole("columnheader", { name: "When" }).getByRole("link");
  await sort.click();
  await expect(page).toHaveURL(/sort=when/);
  const before = await countSteps();
  await page.getByRole("link", { name: "Clear filters" }).click();
  expect(await countSteps()).toBe(before);
});

test("the log reports an empty result and a start date after the end date", async ({ page }) => {
  await page.goto("/logs?from=2199-01-01");
  await expect(page.getByText("No entries match these filters.")).toBeVisible();
  await page.goto("/logs?from=2026-02-01&to=2026-01-01");
  await expect(page.getByText("The start date is after the end date")).toBeVisible();
});

test("a log entry opens to show the change of the score", async ({ page }) => {
  const entry = page.getByRole("table", { name: tableName }).getByRole("button").first();
  await entry.focus();
  await page.keyboard.press("Enter");
  await expect(entry).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByRole("heading", { name: "Change by component" })).toBeVisible();
});
