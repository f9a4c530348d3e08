import type {
  AnalyticsTeams,
  Distribution,
  Heatmap,
  Statistics,
} from "@/lib/performance/analytics/schemas";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { readEndpoint } from "./support/read-endpoint";
import { signInAs } from "./support/sign-in-as";

const manager = getDemoAccount("manager");

test.beforeEach(async ({ page }) => {
  await signInAs(page, manager, "/analytics");
  await expect(page.getByRole("heading", { name: "Distribution of scores" })).toBeVisible();
});

test("the histogram shows the endpoint's figures, which add up to the rated members", async ({
  page,
}) => {
  const data = await readEndpoint<Distribution>(page, "/analytics/distribution");
  await expect(page.getByRole("img", { name: /^Bar chart of the members by score/ })).toBeVisible();
  await page.getByText("Figures as a table").first().click();
  const rows = page
    .getByRole("table", { name: /each range of scores/ })
    .locator("tbody")
    .getByRole("row");
  await expect(rows).toHaveCount(Object.keys(data.distribution ?? {}).length);
  const shown: number[] = [];
  for (const row of await rows.all()) {
    shown.push(Number(await row.getByRole("cell").first().textContent()));
  }
  expect(shown).toEqual(Object.values(data.distribution ?? {}));
  expect(shown.reduce((sum, count) => sum + count, 0)).toBe(data.rated_members);
});

test("the statistics show the endpoint's figures", async ({ page }) => {
  const { statistics } = await readEndpoint<Statistics>(page, "/statistics");
  const panel = page.locator(".panel").filter({
    has: page.getByRole("heading", { name: "Statistics" }),
  });
  const shown = await panel.locator("dd").allTextContents();
  expect(shown).toEqual(
    [
      statistics.average_score,
      statistics.median_score,
      statistics.std_deviation,
      statistics.min_score,
      statistics.max_score,
      statistics.score_range,
    ].map((value) => (value ?? Number.NaN).toFixed(2)),
  );
});

test("the heatmap shows every hour of the week in the organization's time zone", async ({
  page,
}) => {
  const { cells } = await readEndpoint<Heatmap>(page, "/analytics/heatmap?days=90");
  const panel = page.locator(".panel").filter({
    has: page.getByRole("heading", { name: "When assignments are completed" }),
  });
  await expect(panel.getByText("Europe/Berlin")).toBeVisible();
  await panel.getByText("Figures as a table").click();
  const rows = panel.locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(24);
  for (const [hour, row] of (await rows.all()).entries()) {
    const shown = (await row.getByRole("cell").allTextContents()).map(Number);
    expect(shown).toEqual(
      cells.filter((cell) => cell.hour === hour).map((cell) => cell.completions),
    );
  }
  await panel.getByRole("link", { name: "On-time ratio" }).click();
  await expect(page).toHaveURL(/heat=on-time/);
  const busiest = cells.find((cell) => (cell.due ?? 0) > 0);
  await expect(
    panel
      .locator("tbody")
      .getByRole("row")
      .nth(busiest?.hour ?? 0)
      .getByRole("cell")
      .nth((busiest?.weekday ?? 1) - 1),
  ).toHaveText(`${Math.round((busiest?.on_time_ratio ?? Number.NaN) * 100)}%`);
});

test("the averages by team show the endpoint's figures for the period in the URL", async ({
  page,
}) => {
  await page.getByRole("link", { name: "Last 30 days" }).click();
  await expect(page).toHaveURL(/days=30/);
  await expect(page.getByText(/Components over the last 30 days/)).toBeVisible();
  const { teams } = await readEndpoint<AnalyticsTeams>(page, "/analytics/teams?days=30");
  for (const team of teams) {
    const row = page.getByRole("row").filter({ hasText: team.name });
    await expect(row.getByRole("cell").nth(0)).toHaveText(
      (team.average_score ?? Number.NaN).toFixed(2),
    );
    await expect(row.getByRole("cell").nth(1)).toHaveText(
      `${((team.metrics.on_time_ratio ?? Number.NaN) * 100).toFixed(2)}%`,
    );
  }
});
