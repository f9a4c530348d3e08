import type { Page } from "@playwright/test";
import type { ContestList, DecidedContest } from "@/lib/performance/contests/schemas";
import type { UserHistory, UserSummary } from "@/lib/performance/summaries/schemas";
import { findAccessibilityViolations } from "./support/accessibility";
import { findOwnId } from "./support/find-own-id";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { openPage } from "./support/open-page";
import { requestAs, restoreSession, signInAs } from "./support/sign-in-as";

const employee = getDemoAccount("employee", "jane_smith");
const manager = getDemoAccount("manager");
const reason = "The client moved the date to Friday.";

/** Formats like the pages (en-US). */
const formatPoints = (value: number | null) => (value ?? Number.NaN).toFixed(2);
const toScore = (page: Page) => page.locator(".performance-widget .score");

/** Finds the member's newest late completion that can be contested. */
async function findContestable(page: Page) {
  const path = `/user/${await findOwnId(page)}`;
  const { entries } = await requestAs<UserHistory>(
    employee,
    `${path}/history?days=365&limit=1000&kind=completion`,
  );
  const entry = entries.find(
    ({ contestable, score_change: change }) => contestable && (change ?? 0) < 0,
  );
  if (entry === undefined) throw new Error("The demo has no entry that can be contested.");
  const readSummary = () => requestAs<UserSummary>(employee, `${path}/summary`);
  return { entry, title: entry.assignment_title ?? "", readSummary };
}

test("a member contests an entry, a manager accepts it, and the member sees the corrected score", async ({
  page,
  browser,
}) => {
  await signInAs(page, employee);
  const { entry, title, readSummary } = await findContestable(page);
  const before = (await readSummary()).current_performance_score;

  // The member contests the entry, with the keyboard only.
  await openPage(page, `/?days=365&entry=${entry.id}`);
  const row = page.locator(`#entry-${entry.id}`).getByRole("button");
  await row.focus();
  if ((await row.getAttribute("aria-expanded")) === "false") await page.keyboard.press("Enter");
  await page.getByRole("button", { name: `Contest “${title}”` }).focus();
  await page.keyboard.press("Enter");
  const form = page.getByRole("form", { name: `Contest “${title}”` });
  await expect(form.getByLabel("What is wrong with this entry?")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(form.getByText("Explain why, in your own words.")).toBeVisible();
  await form.getByLabel("What is wrong with this entry?").focus();
  await page.keyboard.type(reason);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const link = page.getByRole("link", { name: /^Show dispute \d+$/ });
  await expect(link).toBeVisible();
  const contestId = Number(/\d+/.exec((await link.textContent()) ?? "")?.[0]);

  // The manager accepts the contest.
  const other = await browser.newContext();
  const decider = await other.newPage();
  await restoreSession(decider, manager);
  await openPage(decider, "/contests");
  const { to_decide: waiting } = await requestAs<ContestList>(manager, "/contests?status=open");
  const inHeader = decider.getByRole("navigation", { name: "Main" }).getByRole("link", {
    name: /^Disputes/,
  });
  await expect(inHeader).toContainText(String(waiting));
  const card = decider.getByRole("article", { name: title }).filter({ hasText: reason });
  await card.getByRole("button", { name: /^Decide .+'s dispute about “/ }).click();
  await card.getByRole("button", { name: "Accept and correct" }).click();
  await expect(card.getByText(/^You haven't changed anything yet/)).toBeVisible();
  const assignment = (
    await requestAs<{ assignment: { completed_at: string } }>(manager, `/contests/${contestId}`)
  ).assignment;
  await card.getByLabel("Due", { exact: true }).fill(getNextDay(assignment.completed_at));
  await card.getByLabel("Reply (optional)").fill("Right, the mail says so.");
  expect(await findAccessibilityViolations(decider)).toEqual([]);
  const decisionResponse = decider.waitForResponse(/\/contests\/\d+\/decision$/);
  await card.getByRole("button", { name: "Accept and correct" }).click();
  const decided: DecidedContest = await (await decisionResponse).json();
  expect(decided.score_before).toBe(before);
  expect(decided.entry).toMatchObject({ kind: "correction", corrects: entry.id });
  const notice = decider.getByRole("status").filter({ hasText: "Accepted." });
  await expect(notice).toBeFocused();
  await expect(notice).toContainText(`New score: ${formatPoints(decided.score_after)}`);
  await expect(card).toHaveCount(0);
  if (waiting > 1) await expect(inHeader).toContainText(String(waiting - 1));
  await other.close();

  // The member sees the decision and the corrected score, and dismisses the notice.
  await openPage(page, "/");
  await expect(toScore(page)).toHaveText(String((await readSummary()).current_performance_score));
  expect((await readSummary()).current_performance_score).toBe(decided.score_after);
  const notices = page.getByRole("region", { name: "Decisions on your disputes" });
  await expect(notices.getByText(`accepted your dispute about “${title}”`)).toBeVisible();
  await notices.getByRole("button", { name: `Got it: “${title}”` }).click();
  await expect(notices.getByText(`accepted your dispute about “${title}”`)).toHaveCount(0);
  await openPage(page, `/contests?contest=${contestId}`);
  await expect(page.getByText("Right, the mail says so.")).toBeVisible();
  await expect(page.getByText("Accepted", { exact: true }).first()).toBeVisible();
});

test("the URL keeps the filter of contests, and a rejection requires a reason", async ({
  page,
}) => {
  await signInAs(page, manager, "/contests");
  const filter = page.getByRole("combobox", { name: "Dispute status" });
  await expect(filter).toHaveValue("open");
  await filter.selectOption("Accepted");
  await expect(page).toHaveURL(/status=upheld/);
  await page.reload();
  await expect(filter).toHaveValue("upheld");
  await expect(page.getByRole("article", { name: /Accepted$/ })).not.toHaveCount(0);
  await openPage(page, "/contests?status=open");
  const card = page.getByRole("article").filter({ hasText: "Noah Kim" });
  await card.getByRole("button", { name: /^Decide .+'s dispute about “/ }).click();
  await card.getByText("Reject", { exact: true }).click();
  await card.getByRole("button", { name: "Reject", exact: true }).click();
  await expect(card.getByLabel("Reason for rejecting")).toHaveAttribute("aria-invalid", "true");
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await findAccessibilityViolations(page)).toEqual([]);
  await card.getByLabel("Reason for rejecting").fill("The button is the moment that counts.");
  await card.getByRole("button", { name: "Reject", exact: true }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "Rejected. Noah Kim sees" }),
  ).toBeFocused();
  await expect(card).toHaveCount(0);
});

/** A date after the instant's local day in the demo's time zone. */
function getNextDay(instant: string): string {
  return new Date(Date.parse(instant) + 2 * 86_400_000).toISOString().slice(0, 10);
}
