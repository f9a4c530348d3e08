import type { Locator, Page } from "@playwright/test";
import type { UserMilestones } from "@/lib/performance/achievements/schemas";
import type { UserExplanation } from "@/lib/performance/explanations/schemas";
import type { UserHistory, UserSummary } from "@/lib/performance/summaries/schemas";
import type { UserTrends } from "@/lib/performance/summaries/trend-schemas";
import { findAccessibilityViolations } from "./support/accessibility";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { waitUntilInteractive } from "./support/open-page";
import { readEndpoint } from "./support/read-endpoint";
import { signInAs } from "./support/sign-in-as";

test.beforeEach(async ({ page }) => {
  await signInAs(page, getDemoAccount("employee", "john_doe"));
});

/** Reads a figure on the page in hundredths. */
async function readHundredths(figure: Locator): Promise<number> {
  const text = (await figure.textContent()) ?? "";
  expect(text).toMatch(/^[+−]?\d+\.\d\d$/);
  return Math.round(Number(text.replace("−", "-")) * 100);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const formatScore = (value: number | null) => (value ?? Number.NaN).toFixed(2);

/** Reads the member's id from a download link. */
async function findUserPath(page: Page): Promise<string> {
  const link = page.getByRole("link", { name: "All time: JSON" });
  const [, id] = /export\/user\/(\d+)\?/.exec((await link.getAttribute("href")) ?? "") ?? [];
  return `/user/${id}`;
}

test("the explanation shows the endpoint's components, which add up to the change, and links to each entry", async ({
  page,
}) => {
  const path = await findUserPath(page);
  const explained = await readEndpoint<UserExplanation>(page, `${path}/explanation?days=90`);
  const direction = explained.change > 0 ? "rose" : "fell";
  await expect(
    page.getByText(new RegExp(`^The score ${direction} in the last 90 days, mainly through `)),
  ).toBeVisible();
  const table = page.getByRole("table", { name: "Change by component" });
  const readFigure = (name: string) =>
    readHundredths(
      table
        .getByRole("row", { name: new RegExp(`^${name}`) })
        .getByRole("cell")
        .last(),
    );
  const parts = [
    await readFigure("On-time"),
    await readFigure("Skill match"),
    await readFigure("Difficulty"),
  ];
  const { on_time: onTime, skill, difficulty } = explained.components;
  expect(parts).toEqual([onTime, skill, difficulty].map((part) => Math.round((part ?? 0) * 100)));
  const change = await readFigure("Change");
  expect(sum(parts)).toBe(change);
  const score = page.locator(".performance-widget .score");
  expect((await readFigure("Score before")) + change).toBe(await readHundredths(score));

  const readSide = async (name: string) => {
    const moved = page.getByRole("region", { name }).getByRole("listitem");
    return Promise.all((await moved.all()).map((line) => readHundredths(line.locator("> span"))));
  };
  const losses = await readSide("Lowered the score");
  const gains = await readSide("Raised the score");
  const toHundredths = (points: number) => Math.round(points * 100);
  expect([sum(gains), sum(losses)]).toEqual(
    [explained.gains.change, explained.losses.change].map(toHundredths),
  );
  expect(sum([...gains, ...losses])).toBe(change);
  const first = explained.movements.find((movement) => movement.change < 0);
  expect(losses[0]).toBe(toHundredths(first?.change ?? Number.NaN));

  // By keyboard, like a user of a screen reader.
  const lines = page.getByRole("region", { name: "Lowered the score" }).getByRole("listitem");
  await lines.first().getByRole("link").press("Enter");
  await expect(page).toHaveURL(new RegExp(`[?&]entry=${first?.entry_id}$`));
  const row = page.locator(`#entry-${first?.entry_id}`);
  await expect(row.getByRole("button")).toBeFocused();
  await expect(row.getByRole("button")).toHaveAttribute("aria-expanded", "true");
});

test("the chart, the text and the table compare a period with the one before it", async ({
  page,
}) => {
  const path = await findUserPath(page);
  const [now, before] = await Promise.all([
    readEndpoint<UserTrends>(page, `${path}/trends?days=90`),
    readEndpoint<UserTrends>(page, `${path}/trends?days=90&offset_days=90`),
  ]);
  await page.getByRole("checkbox", { name: "Compare with the 90 days before" }).press("Space");
  await expect(page).toHaveURL(/\?compare=previous$/);
  const averages = [now.statistics.average_score, before.statistics.average_score].map(formatScore);
  const difference = `${(Number(averages[0]) - Number(averages[1])).toFixed(2)}`;
  const signed = `${Number(difference) < 0 ? "−" : "+"}${difference.replace("-", "")}`;
  const words = `The average was ${averages[0]}, compared with ${averages[1]} in the 90 days before: ${signed}.`;
  await expect(page.getByText(words)).toBeVisible();
  await expect(
    page.getByRole("img", { name: /^Line chart of two performance scores/ }),
  ).toBeVisible();
  const panel = "section[aria-labelledby=over-time]";
  expect(await findAccessibilityViolations(page, panel)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await findAccessibilityViolations(page, panel), "dark").toEqual([]);
  await page.reload();
  await waitUntilInteractive(page);
  await expect(page.getByText(words)).toBeVisible();
  await page.getByText("Figures as a table").click();
  const table = page.getByRole("table", { name: /^Scores of both periods/ });
  await expect(table.getByRole("columnheader")).toHaveText([
    "Day",
    "Score",
    "Earlier day",
    "Earlier score",
  ]);
  await expect(table.locator("tbody tr")).not.toHaveCount(0);
  const scores = await table.locator("tbody td:last-child").allTextContents();
  expect(scores.filter((text) => /^\d/.test(text))).toEqual(
    [...before.performance_scores].reverse().map(formatScore),
  );
});

test("each figure links to the entries behind it, and the history filters by kind", async ({
  page,
}) => {
  const path = await findUserPath(page);
  const summary = await readEndpoint<UserSummary>(page, `${path}/summary`);
  const { due, timed } = summary.evidence;
  await page
    .getByRole("link", { name: `${due} completions with a due date` })
    .first()
    .click();
  await expect(page).toHaveURL(/\?evidence=due$/);
  await expect(page.getByText(`All completions with a due date · ${due} entries`)).toBeVisible();
  await expect(page.getByRole("heading", { name: "History" })).toBeFocused();
  await page.getByRole("link", { name: `${timed} completions with a known start` }).click();
  await expect(
    page.getByText(`All completions with a known start · ${timed} entries`),
  ).toBeVisible();
  await page.getByRole("link", { name: "Show whole period" }).click();
  await page.getByLabel("Kind").selectOption({ label: "Correction" });
  await expect(page).toHaveURL(/\?kind=correction$/);
  const some = await readEndpoint<UserHistory>(page, `${path}/history?days=90&kind=correction`);
  await expect(page.getByText(`Last 90 days · ${some.total_entries} entries`)).toBeVisible();
  const table = page.getByRole("table", { name: /Each change of the score/ });
  await expect(table.getByRole("button")).toHaveCount(some.total_entries);
});

test("a milestone links to its entry of any age, and the page offers a download", async ({
  page,
}) => {
  const path = await findUserPath(page);
  const { milestones, progress } = await readEndpoint<UserMilestones>(page, `${path}/milestones`);
  const reached = milestones.filter(({ revoked_at: revoked }) => revoked === null);
  await expect(
    page.getByText(`${reached.length} of ${reached.length + progress.length} reached`),
  ).toBeVisible();
  const first = reached.find((one) => one.milestone_type === "first_task");
  const { entries } = await readEndpoint<UserHistory>(
    page,
    `${path}/history?days=36500&entry_id=${first?.entry_id}`,
  );
  expect(entries[0]?.assignment_id).toBe(first?.achievement_data.assignment_id);
  await page.getByRole("link", { name: "Entry behind “First task”" }).click();
  const marked = page.getByRole("region", { name: `Entry ${first?.entry_id}` });
  await expect(
    marked.getByRole("button", { name: entries[0]?.assignment_title ?? "", exact: true }),
  ).toBeFocused();
  await page.reload();
  await waitUntilInteractive(page);
  await expect(marked.getByRole("row").nth(1)).toContainText(
    formatScore(entries[0]?.performance_score ?? null),
  );
  await marked.getByRole("link", { name: "Close" }).click();
  await expect(marked).toHaveCount(0);

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "90 days: CSV" }).click();
  expect((await downloading).suggestedFilename()).toMatch(/^performance-user-\d+-.*\.csv$/);
});
