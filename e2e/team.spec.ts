import type { Page } from "@playwright/test";
import type { AssignmentList } from "@/lib/performance/assignments/schemas";
import type { Comparison, Leaderboard, Team, TeamTrends } from "@/lib/performance/rankings/schemas";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { openPage } from "./support/open-page";
import { readEndpoint } from "./support/read-endpoint";
import { requestAs, signInAs } from "./support/sign-in-as";

const manager = getDemoAccount("manager");
const lead = getDemoAccount("team_lead");

const getTable = (page: Page) => page.locator("table.leaderboard");
const toRow = (page: Page, name: string) =>
  getTable(page)
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name }) });
const listShownNames = (page: Page) =>
  getTable(page).locator("tbody th[scope=row] a").allTextContents();
const formatSigned = (value: number, digits: number) =>
  `${value > 0 ? "+" : ""}${value.toFixed(digits).replace("-", "−")}`;

test.describe("the team page of a manager", () => {
  test.beforeEach(async ({ page }) => {
    await signInAs(page, manager, "/team");
    await expect(getTable(page)).toBeVisible();
  });

  test("the leaderboard shows the endpoint's ranks, scores and tasks, with unranked members last", async ({
    page,
  }) => {
    const { entries } = await readEndpoint<Leaderboard>(page, "/team/leaderboard");
    const team = await readEndpoint<Team>(page, "/team");

    await expect(page.getByText("Average score").first().locator("xpath=../dd[1]")).toHaveText(
      String(team.average_performance_score),
    );
    expect(await listShownNames(page)).toEqual(entries.map((entry) => entry.display_name));
    expect(entries.findIndex((entry) => entry.rank === null)).toBe(
      entries.filter((entry) => entry.rank !== null).length,
    );
    for (const entry of entries) {
      const row = toRow(page, entry.display_name);
      const [rank, score, tasks] = await row.getByRole("cell").allTextContents();
      expect(rank, entry.display_name).toBe(entry.rank === null ? "—No rank" : String(entry.rank));
      expect(score).toContain(entry.performance_score?.toFixed(2) ?? "—");
      expect(tasks).toBe(String(entry.tasks_completed));
      const summary = team.all_members?.find((member) => member.user_id === entry.user_id);
      expect(summary?.current_performance_score).toBe(entry.performance_score);
    }
  });

  test("the leaderboard explains why a member has no rank yet", async ({ page }) => {
    const team = await readEndpoint<Team>(page, "/team");
    const provisional = team.all_members?.find(
      (member) => member.provisional && member.current_performance_score !== null,
    );
    const row = toRow(page, provisional?.display_name ?? "unknown");
    await expect(row.getByText("Provisional")).toBeVisible();
    await expect(row).toContainText("Needs more completions to be ranked.");
    await expect(row).toContainText(
      `Completions so far: ${provisional?.evidence.due} with a due date`,
    );
  });

  test("the leaderboard of a period shows the endpoint's ranks and movements and keeps the period in the URL", async ({
    page,
  }) => {
    await page.getByRole("link", { name: "Last 30 days" }).click();
    await expect(page).toHaveURL(/\/team\?days=30$/);
    await expect(page.getByText(/Completed in the last 30 days/)).toBeVisible();
    const { entries } = await readEndpoint<Leaderboard>(page, "/team/leaderboard?days=30");
    expect(await listShownNames(page)).toEqual(entries.map((entry) => entry.display_name));
    const moved = entries.find((entry) => (entry.movement ?? 0) > 0);
    await expect(toRow(page, moved?.display_name ?? "unknown")).toContainText(
      `up ${moved?.movement} place`,
    );
    await page.reload();
    expect(await listShownNames(page)).toEqual(entries.map((entry) => entry.display_name));
    await page.goBack();
    await expect(page.getByText(/All time; change over the last 30 days/)).toBeVisible();
  });

  test("the header sorts the leaderboard by keyboard in both directions and shows the order", async ({
    page,
  }) => {
    const { entries } = await readEndpoint<Leaderboard>(page, "/team/leaderboard");
    const ranked = entries.filter((entry) => entry.rank !== null);
    const most = Math.max(...ranked.map((entry) => entry.tasks_completed));
    const fewest = Math.min(...ranked.map((entry) => entry.tasks_completed));
    const header = getTable(page).getByRole("columnheader", { name: "Tasks" });
    const firstTasks = getTable(page).locator("tbody").first().getByRole("row").first();

    await header.getByRole("link").focus();
    await page.keyboard.press("Enter");
    await expect(header).toHaveAttribute("aria-sort", "descending");
    await expect(firstTasks.getByRole("cell").nth(2)).toHaveText(String(most));
    await page.keyboard.press("Enter");
    await expect(header).toHaveAttribute("aria-sort", "ascending");
    await expect(firstTasks.getByRole("cell").nth(2)).toHaveText(String(fewest));
    await expect(page).toHaveURL(/sort=tasks/);
    await page.emulateMedia({ media: "print" });
    await expect(header.locator("svg")).toBeVisible();
  });

  test("the comparison of two members shows one chart and the endpoint's differences by component", async ({
    page,
  }) => {
    const { entries } = await readEndpoint<Leaderboard>(page, "/team/leaderboard");
    const [first, second] = entries;
    for (const chosen of [first, second]) {
      await page.getByRole("checkbox", { name: `Compare ${chosen?.display_name}` }).check();
    }
    await expect(page).toHaveURL(new RegExp(`compare=${first?.user_id},${second?.user_id}`));
    const comparison = await readEndpoint<Comparison>(
      page,
      `/team/comparison?user_id_1=${first?.user_id}&user_id_2=${second?.user_id}&days=90`,
    );
    const chart = page.getByRole("img", { name: /^Line chart of two performance scores/ });
    const end = page.getByRole("link", { name: "End comparison" });
    await end.scrollIntoViewIfNeeded();
    await expect(chart).toBeVisible();
    const figures = page.getByRole("table", { name: /compared; the difference is/ });
    const [overall, period] = [figures.locator("tbody").nth(0), figures.locator("tbody").nth(1)];
    const getLine = (part: typeof overall, name: string) =>
      part.getByRole("row", { name }).getByRole("cell").last();
    await expect(getLine(overall, "Score")).toHaveText(
      formatSigned(comparison.difference.score_difference ?? Number.NaN, 2),
    );
    await expect(getLine(period, "Score")).toHaveText(
      formatSigned(comparison.difference.period.score_difference ?? Number.NaN, 2),
    );
    const skill = comparison.difference.period.components.skill.difference ?? Number.NaN;
    await expect(getLine(period, "Skill")).toHaveText(`${formatSigned(skill * 100, 2)} pp`);

    await page.reload();
    await end.scrollIntoViewIfNeeded();
    await expect(chart).toBeVisible();
    await end.click();
    await expect(chart).toBeHidden();
  });

  test("the team filter shows the figures of one team", async ({ page }) => {
    await page.getByLabel("Team", { exact: true }).selectOption({ label: "Design" });
    await expect(page).toHaveURL(/team=\d+/);
    const id = new URL(page.url()).searchParams.get("team");
    // The heading names the team, because the printed page has no filter.
    await expect(page.getByRole("heading", { level: 1, name: "Design" })).toBeVisible();
    const { entries } = await readEndpoint<Leaderboard>(page, `/team/leaderboard?team_id=${id}`);
    await expect(getTable(page).locator("tbody th[scope=row]")).toHaveCount(entries.length);
    expect(await listShownNames(page)).toEqual(entries.map((entry) => entry.display_name));
    const trends = await readEndpoint<TeamTrends>(page, `/team/trends?days=90&team_id=${id}`);
    await page.getByText("Figures as a table").click();
    const newest = page
      .getByRole("table", { name: /Average score after each day/ })
      .getByRole("row")
      .nth(1);
    await expect(newest.getByRole("cell").first()).toHaveText(
      (trends.average_scores.at(-1) ?? Number.NaN).toFixed(2),
    );
    const open = "status=open&sort=due&limit=10";
    const work = await readEndpoint<AssignmentList>(page, `/assignments?${open}&team_id=${id}`);
    const titles = work.assignments.map(({ title }) => title ?? "");
    expect(titles.length).toBeGreaterThan(0);
    await expect(page.getByRole("list", { name: "Open" }).getByRole("heading")).toHaveText(titles);
    const all = await readEndpoint<AssignmentList>(page, `/assignments?${open}`);
    expect(all.assignments.map(({ title }) => title)).not.toEqual(titles);
  });

  test("the table of a year shows a hundred days at a time, and all of them in print", async ({
    page,
  }) => {
    await openPage(page, "/team?days=365");
    const trends = await readEndpoint<TeamTrends>(page, "/team/trends?days=365");
    const days = trends.dates.length;
    expect(days).toBeGreaterThan(200);
    const rows = page
      .getByRole("table", { name: /Average score after each day/ })
      .locator("tbody tr");
    await expect(rows).toHaveCount(0);
    await page.getByText("Figures as a table").click();
    await expect(rows).toHaveCount(100);
    await page.getByRole("button", { name: "Show more", exact: true }).click();
    await expect(rows).toHaveCount(200);
    await expect(page.getByText(`200 of ${days} shown`)).toBeVisible();
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await expect(rows).toHaveCount(days);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await expect(rows).toHaveCount(200);
  });

  test("a member's page shows that the view is recorded, and records it", async ({ page }) => {
    await page.getByRole("table").getByRole("link", { name: "John Doe" }).click();
    await expect(page).toHaveURL(/\/team\/members\/\d+$/);
    await expect(page.getByRole("heading", { level: 1, name: "John Doe" })).toBeVisible();
    await expect(page.getByText("This view is recorded, and John Doe can see it.")).toBeVisible();
    await expect(page).toHaveTitle(/^John Doe · /);
    const id = page.url().split("/").at(-1);
    const { current_performance_score: score } = await readEndpoint<{
      current_performance_score: number;
    }>(page, `/user/${id}`);
    await expect(page.locator(".performance-widget .score")).toHaveText(String(score));

    const views = await requestAs(getDemoAccount("employee", "john_doe"), `/user/${id}/access-log`);
    expect(JSON.stringify(views)).toContain(manager.username);
  });
});

test("a team lead sees only their team", async ({ page }) => {
  await signInAs(page, lead, "/team");
  const { entries, team_id: teamId } = await readEndpoint<Leaderboard>(page, "/team/leaderboard");
  expect(teamId).not.toBeNull();
  expect(await listShownNames(page)).toEqual(entries.map((entry) => entry.display_name));
  await expect(page.getByLabel("Team", { exact: true })).toBeHidden();
});
