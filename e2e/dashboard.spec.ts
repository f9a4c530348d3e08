import type { Page } from "@playwright/test";
import type { UserHistory, UserSummary } from "@/lib/performance/summaries/schemas";
import type { UserTrends } from "@/lib/performance/summaries/trend-schemas";
import { findOwnId } from "./support/find-own-id";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { readLayoutShifts, recordLayoutShifts } from "./support/layout-shifts";
import { waitUntilInteractive } from "./support/open-page";
import { readEndpoint } from "./support/read-endpoint";
import { restoreSession, signInAs } from "./support/sign-in-as";

const employee = getDemoAccount("employee", "john_doe");

/** Formats like the pages (en-US), independently of the product's formatter. */
const formatPercent = (ratio: number | null) =>
  `${Number(((ratio ?? Number.NaN) * 100).toFixed(2))}%`;

async function readEndpoints(page: Page) {
  const user = `/user/${await findOwnId(page)}`;
  await page.getByRole("link", { name: "Last 90 days" }).click();
  const [summary, trends, history] = await Promise.all([
    readEndpoint<UserSummary>(page, `${user}/summary`),
    readEndpoint<UserTrends>(page, `${user}/trends?days=90`),
    readEndpoint<UserHistory>(page, `${user}/history?days=90&limit=1000`),
  ]);
  return { summary, trends, history };
}

test.describe("signed in as an employee", () => {
  test.beforeEach(async ({ page }) => {
    await signInAs(page, employee);
  });

  test("the overview shows the score, the ratios and the last trend point of the endpoints", async ({
    page,
  }) => {
    const { summary, trends, history } = await readEndpoints(page);
    const score = summary.current_performance_score;
    const widget = page.locator(".performance-widget");

    expect(score).not.toBeNull();
    await expect(widget.locator(".score")).toHaveText(String(score));
    await expect(widget.getByText("On-Time:")).toHaveText(
      `On-Time: ${formatPercent(summary.latest_metrics.on_time_ratio)}`,
    );
    await expect(widget.getByText("Skill Match:")).toHaveText(
      `Skill Match: ${formatPercent(summary.latest_metrics.skill_accuracy)}`,
    );
    await expect(widget.getByText("Difficulty:")).toHaveText(
      `Difficulty: ${formatPercent(summary.latest_metrics.difficulty_factor)}`,
    );

    await page.getByText("Figures as a table").click();
    const newestDay = page
      .getByRole("table", { name: /after each day/ })
      .getByRole("row")
      .nth(1);
    await expect(newestDay.getByRole("cell").first()).toHaveText(
      (trends.performance_scores.at(-1) ?? Number.NaN).toFixed(2),
    );
    expect(trends.performance_scores.at(-1)).toBe(score);
    await expect(page.getByText(`${trends.data_points} days with data`)).toBeVisible();

    const newestEntry = page
      .getByRole("table", { name: /Each change of the score/ })
      .getByRole("row")
      .nth(1);
    await expect(newestEntry.getByRole("cell").last()).toHaveText((score ?? Number.NaN).toFixed(2));
    expect(history.entries[0]?.performance_score).toBe(score);
  });

  test("the overview shows the number of completions behind each metric", async ({ page }) => {
    const { summary } = await readEndpoints(page);
    const getEvidenceText = (count: number, what: string) =>
      page.getByText(`${count.toLocaleString("en-US")} completions with ${what}`);
    await expect(getEvidenceText(summary.evidence.due, "a due date").first()).toBeVisible();
    await expect(
      getEvidenceText(summary.evidence.skill_rated, "a known skill match"),
    ).toBeVisible();
    await expect(
      getEvidenceText(summary.evidence.difficulty_rated, "a known difficulty"),
    ).toBeVisible();
    await expect(getEvidenceText(summary.evidence.timed, "a known start")).toBeVisible();
  });

  test("the URL keeps the period after a reload and after the Back button", async ({ page }) => {
    await page.getByRole("link", { name: "Last 365 days" }).click();
    await expect(page).toHaveURL(/\?days=365$/);
    await expect(page.getByText(/^Last 365 days · .* with data$/)).toBeVisible();
    await page.reload();
    await expect(page.getByRole("link", { name: "Last 365 days" })).toHaveAttribute(
      "aria-current",
      "true",
    );
    await page.getByRole("link", { name: "Last 7 days" }).click();
    await expect(page).toHaveURL(/\?days=7$/);
    await page.goBack();
    await expect(page.getByText(/^Last 365 days · .* with data$/)).toBeVisible();
  });

  test("the history loads more entries, and an entry opens to show the change of the score", async ({
    page,
  }) => {
    await page.getByRole("link", { name: "Last 365 days" }).click();
    const table = page.getByRole("table", { name: /Each change of the score/ });
    await expect(page.getByText(/^Last 365 days · .* with data$/)).toBeVisible();
    // Open assignments may have such a button too.
    const footer = page.locator("footer").filter({ hasText: /25 of \d+ shown/ });
    await footer.getByRole("button", { name: "Show more" }).click();
    await expect(page.getByText(/^50 of \d+ shown$/)).toBeVisible();
    await expect(table.getByRole("button")).toHaveCount(50);

    const entry = table.getByRole("button").first();
    await entry.click();
    await expect(entry).toHaveAttribute("aria-expanded", "true");
    await expect(page.getByRole("heading", { name: "Change by component" })).toBeVisible();
    await expect(page.getByText("Recorded", { exact: true })).toBeVisible();
  });

  test("the chart has a text description and is drawn when it scrolls into view", async ({
    page,
  }) => {
    const description = /^Line chart of the performance score/;
    const chart = page.getByRole("img", { name: description });
    await page.setViewportSize({ width: 390, height: 500 });
    await page.reload();
    await waitUntilInteractive(page);
    await expect(page.getByText(description)).toBeAttached();
    await expect(chart).toHaveCount(0);
    await page.getByRole("heading", { name: "Over time" }).scrollIntoViewIfNeeded();
    await expect(chart).toBeVisible();
    const drawnPixels = await chart.evaluate((canvas) => {
      const context = canvas instanceof HTMLCanvasElement ? canvas.getContext("2d") : null;
      const { data } = context?.getImageData(0, 0, context.canvas.width, context.canvas.height) ?? {
        data: [],
      };
      return data.filter((_value, index) => index % 4 === 3).filter((alpha) => alpha > 0).length;
    });
    expect(drawnPixels).toBeGreaterThan(500);
  });

  test("a chart outside the viewport is drawn after a key press", async ({ page }) => {
    const chart = page.getByRole("img", { name: /^Line chart of the performance score/ });
    await page.setViewportSize({ width: 390, height: 500 });
    await page.reload();
    await waitUntilInteractive(page);
    await expect(chart).toHaveCount(0);
    await page.keyboard.press("Shift");
    await expect(chart).toBeAttached();
    await expect(chart).not.toBeInViewport();
  });

  test("a new theme applies at once, and the server renders the next page with it", async ({
    page,
    request,
  }) => {
    await page.emulateMedia({ colorScheme: "light" });
    const readBackground = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await readBackground();
    await page.getByRole("button", { name: /^Account of / }).click();
    await page.getByRole("radio", { name: "Dark" }).check({ force: true });
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    expect(await readBackground()).not.toBe(light);

    const html = await request.get("/sign-in", { headers: { Cookie: "theme=dark" } });
    expect(await html.text()).toContain('data-theme="dark"');

    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await page.getByRole("button", { name: /^Account of / }).click();
    await page.getByRole("radio", { name: "System" }).check({ force: true });
    expect(await readBackground()).toBe(light);
  });

  test("the printed overview names the organization, period and time, and shows the chart tables", async ({
    page,
  }) => {
    const table = page.getByRole("table", { name: /after each day/ });
    await expect(table).toBeHidden();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await expect(
      page.getByText(/^Northwind Studio · Last 90 days · Printed .+, Europe\/Berlin$/),
    ).toBeVisible();
    await expect(table).toBeVisible();
    await expect(page.getByRole("banner").first()).toBeHidden();
    await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
    const readBackground = await page.evaluate(() => getComputedStyle(document.body).color);
    expect(readBackground).toBe("rgb(22, 24, 29)");
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await expect(table).toBeHidden();
  });

  test("the skip link moves the focus to the content", async ({ page }) => {
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to content" });
    await expect(skip).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
  });
});

test.describe("failed requests for figures", () => {
  test.use({ expectedConsoleError: /503/ });

  test("the overview reports a failed request without layout shifts, keeps the score and can retry", async ({
    page,
  }) => {
    await recordLayoutShifts(page);
    await signInAs(page, employee);
    await page.route("**/api/performance/**", (route) =>
      route.fulfill({
        status: 503,
        contentType: "application/problem+json",
        body: JSON.stringify({
          title: "Unavailable",
          detail: "Away for a moment.",
          code: "unavailable",
        }),
      }),
    );
    await page.getByRole("link", { name: "Last 7 days" }).click();
    const problem = page
      .getByRole("alert")
      .filter({ hasText: /figures could not be (loaded|refreshed)/ });
    // The reason, the trend, the explanation and the history.
    await expect(problem).toHaveCount(4, { timeout: 15_000 });
    expect(await readLayoutShifts(page)).toEqual([]);
    await expect(page.locator(".performance-widget .score")).toBeVisible();
    await page.unroute("**/api/performance/**");
    const overTime = page.getByRole("region", { name: "Over time" });
    await overTime.getByRole("button", { name: "Try again" }).first().click();
    await expect(page.getByText(/^Last 7 days · .* with data$/)).toBeVisible();
  });

  test("a chart whose script fails to load leaves the page intact and appears after a retry", async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 500 });
    await signInAs(page, employee);
    await waitUntilInteractive(page);
    await page.waitForLoadState("networkidle");
    await page.route("**/_next/static/chunks/**", (route) => route.fulfill({ status: 503 }));
    await page.getByRole("heading", { name: "Over time" }).scrollIntoViewIfNeeded();
    const problem = page.getByText("The chart could not be loaded.");
    await expect(problem).toBeVisible({ timeout: 15_000 });
    await expect(page.locator(".performance-widget .score")).toBeVisible();
    await page.unroute("**/_next/static/chunks/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("img", { name: /^Line chart of the performance/ })).toBeVisible();
  });
});

test.describe("failed requests for texts", () => {
  test.use({ expectedConsoleError: /503/ });

  test("a page without its texts stays readable, and hydrates when they arrive", async ({
    page,
  }) => {
    const isHydrated = () =>
      page.evaluate(() => Object.keys(document.querySelector("main a") ?? {}).length > 0);
    let isUnavailable = true;
    let rejections = 0;
    await page.route("**/_next/static/chunks/**", async (route) => {
      const response = await route.fetch();
      const isCatalog = (await response.text()).includes('"skipToContent":');
      rejections += isUnavailable && isCatalog ? 1 : 0;
      await route.fulfill(isUnavailable && isCatalog ? { status: 503 } : { response });
    });
    await restoreSession(page, employee);
    await page.goto("/");
    // By the page that names the file, by the script that needs it, and by a retry of the script.
    await expect.poll(() => rejections).toBeGreaterThanOrEqual(3);
    await expect(page.locator(".performance-widget .score")).toBeVisible();
    expect(await isHydrated()).toBe(false);
    isUnavailable = false;
    await expect.poll(isHydrated).toBe(true);
    await page.getByRole("link", { name: "Last 7 days" }).click();
    await expect(page.getByText(/^Last 7 days · .* with data$/)).toBeVisible();
    await page.unrouteAll({ behavior: "wait" });
  });
});
