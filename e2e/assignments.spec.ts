import type { Browser, Page } from "@playwright/test";
import type { AssignmentChange } from "@/lib/performance/assignments/write-schemas";
import type { MemberResponse } from "@/lib/performance/members/schemas";
import type { UserSummary } from "@/lib/performance/summaries/schemas";
import { findAccessibilityViolations } from "./support/accessibility";
import { findOwnId } from "./support/find-own-id";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { openPage } from "./support/open-page";
import { readEndpoint } from "./support/read-endpoint";
import { signInAs } from "./support/sign-in-as";
import { makeUniqueName } from "./support/unique-name";

const employee = getDemoAccount("employee", "john_doe");
const lead = getDemoAccount("team_lead");
const manager = getDemoAccount("manager");
const admin = getDemoAccount("admin");

const getAssignmentsRegion = (page: Page) => page.getByRole("region", { name: "Assignments" });
/** The row of an assignment. */
const toRow = (page: Page, title: string) =>
  getAssignmentsRegion(page).getByRole("listitem").filter({ hasText: title });
const getResult = (page: Page) => getAssignmentsRegion(page).getByRole("status").first();
const toScore = (page: Page) => page.locator(".performance-widget .score");

/** Formats like the pages (en-US). */
const formatPoints = (value: number | null) => (value ?? Number.NaN).toFixed(2);
const formatSigned = (value: number | null) =>
  `${(value ?? Number.NaN) > 0 ? "+" : ""}${formatPoints(value).replace("-", "−")}`;

/** Writes with the session of the page. */
async function send(page: Page, method: "POST" | "PATCH", path: string, data: unknown = {}) {
  const headers = { Origin: new URL(page.url()).origin };
  return page.request.fetch(`/api/performance${path}`, { method, data, headers });
}

async function postFor<Body>(page: Page, path: string, data: unknown): Promise<Body> {
  const response = await send(page, "POST", path, data);
  expect(response.ok(), path).toBe(true);
  return response.json();
}

/** Runs an action as an administrator in another browser. */
async function runAsAdmin<Result>(
  browser: Browser,
  action: (page: Page) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signInAs(page, admin);
  const result = await action(page);
  await context.close();
  return result;
}

test("an employee completes an assignment by keyboard and sees the change of the score", async ({
  page,
  browser,
}) => {
  const title = `Tidy ${makeUniqueName("archive")}`;
  await signInAs(page, employee);
  const before = await readOwnSummary(page);
  const { assignment } = await runAsAdmin(browser, (other) =>
    postFor<AssignmentChange>(other, "/assignments", {
      external_id: title,
      user_id: before.user_id,
      title,
      assigned_at: "2026-01-05",
      due_at: "2026-01-09",
      difficulty: 9.5,
      skill_match: 0.25,
    }),
  );
  await openPage(page, "/?work=overdue");
  const row = toRow(page, title);
  await expect(row.getByText(/\d+ days overdue/)).toBeVisible();
  await expect(
    getAssignmentsRegion(page).getByRole("button", { name: /^(Edit|Reopen|Assign work)/ }),
  ).toHaveCount(0);

  await row.getByRole("button", { name: `Complete “${title}”` }).focus();
  await page.keyboard.press("Enter");
  const yes = page.getByRole("button", { name: "Mark as done" });
  await expect(yes).toBeFocused();
  // The second click of a double click, with the question under the pointer.
  await yes.dispatchEvent("click", { detail: 2 });
  await expect(yes).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(getResult(page)).toBeFocused();
  await expect(getResult(page)).toContainText(`“${title}” was completed.`);

  const change = await postFor<AssignmentChange>(
    page,
    `/assignments/${assignment.id}/complete`,
    {},
  );
  expect(change.score_before).toBe(before.current_performance_score);
  await expect(getResult(page)).toContainText(
    `${formatPoints(change.score_before)} → ${formatPoints(change.score_after)}`,
  );
  await expect(getResult(page)).toContainText(
    `${formatSigned(change.entry?.score_change ?? null)} points`,
  );
  for (const [label, part] of [
    ["On-time", change.contributions?.on_time],
    ["Skill match", change.contributions?.skill],
    ["Difficulty", change.contributions?.difficulty],
  ] as const) {
    await expect(getResult(page).getByText(label, { exact: true }).locator("..")).toHaveText(
      `${label} ${formatSigned(part ?? null)}`,
    );
  }
  await expect(getResult(page)).toContainText(`Entry ${change.entry?.id} `);
  await expect(toRow(page, title)).toHaveCount(0);
  await expect(toScore(page)).toHaveText(String(change.score_after));

  await getResult(page).getByRole("button", { name: "Dismiss" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Assignments", exact: true })).toBeFocused();
  expect((await readOwnSummary(page)).current_performance_score).toBe(change.score_after);
  expect(
    (await send(page, "PATCH", `/assignments/${assignment.id}`, { difficulty: 1 })).status(),
  ).toBe(403);
});

/** The summary of the signed-in member. */
async function readOwnSummary(page: Page): Promise<UserSummary> {
  return readEndpoint<UserSummary>(page, `/user/${await findOwnId(page)}/summary`);
}

test.describe("the page of a new member", () => {
  // The browser reports the response that rejects a field.
  test.use({ expectedConsoleError: /status of 400/ });
  let member: MemberResponse;

  test.beforeAll(async ({ browser }) => {
    const username = makeUniqueName("newcomer");
    member = await runAsAdmin(browser, (page) =>
      postFor<MemberResponse>(page, "/members", {
        username,
        display_name: "Nadia Newcomer",
        role: "employee",
        team: "Design",
      }),
    );
  });

  const readSummary = (page: Page) => readEndpoint<UserSummary>(page, `/user/${member.id}/summary`);

  test("a lead assigns, completes, edits and reopens an assignment and sees each effect", async ({
    page,
  }) => {
    await signInAs(page, lead);
    await openPage(page, `/team/members/${member.id}`);
    await expect(getAssignmentsRegion(page).getByText("No open assignments.")).toBeVisible();
    await getAssignmentsRegion(page).getByRole("button", { name: "Assign work" }).click();
    const form = page.getByRole("form", { name: "Assign work" });
    await expect(form.getByLabel("Title")).toBeFocused();
    await form.getByLabel("Difficulty").fill("11");
    await form.getByRole("button", { name: "Assign", exact: true }).click();
    await expect(form.getByText("Enter 1 to 500 characters.")).toBeVisible();
    await expect(form.getByLabel("Difficulty")).toHaveAccessibleDescription(
      /Enter a number from 0 to 10/,
    );
    await expect(form.getByLabel("Title")).toBeFocused();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findAccessibilityViolations(page)).toEqual([]);
    }

    await form.getByLabel("Title").fill("Draw the map");
    await form.getByLabel("Difficulty").fill("8");
    await form.getByLabel("Skill match in percent").fill("90");
    await form.getByLabel("Assigned", { exact: true }).fill("2026-03-02");
    await form.getByLabel("Assigned, time").fill("");
    await form.getByLabel("Due", { exact: true }).fill("2026-03-06");
    await form.getByRole("button", { name: "Assign", exact: true }).click();
    await expect(getResult(page)).toContainText("“Draw the map” is assigned to Nadia Newcomer.");
    await expect(getResult(page)).not.toContainText("score");

    await toRow(page, "Draw the map")
      .getByRole("button", { name: /^Complete/ })
      .click();
    const completing = page.getByRole("form", { name: "Complete “Draw the map”" });
    await completing.getByLabel("Completed", { exact: true }).fill("2026-03-04");
    await completing.getByLabel("Completed, time").fill("15:30");
    await completing.getByRole("button", { name: "Complete" }).click();
    // 100 · (0.5 · 1 + 0.3 · 0.9 + 0.2 · 0.8)
    await expect(getResult(page)).toContainText("none → 93.00");
    await expect(getResult(page)).toContainText("Milestone reached: First task");
    await expect(toScore(page)).toHaveText("93");
    expect((await readSummary(page)).current_performance_score).toBe(93);

    await getAssignmentsRegion(page).getByRole("link", { name: "Completed" }).click();
    const row = toRow(page, "Draw the map");
    await expect(row.getByText("Completed Mar 4, 2026, 3:30 PM")).toBeVisible();
    await row.getByRole("button", { name: "Draw the map", exact: true }).click();
    await row.getByRole("button", { name: "Edit" }).click();
    const amending = page.getByRole("form", { name: "Edit “Draw the map”" });
    await amending.getByRole("button", { name: "Save" }).click();
    await expect(
      amending.getByText("You didn't change anything, so nothing was saved."),
    ).toBeVisible();
    await amending.getByLabel("Due", { exact: true }).fill("2026-03-03");
    await amending.getByLabel("Difficulty").fill("7.77");
    const sent = page.waitForRequest((request) => request.method() === "PATCH");
    await amending.getByRole("button", { name: "Save" }).click();
    expect((await sent).postDataJSON()).toEqual({ due_at: "2026-03-03", difficulty: 7.77 });
    // 100 · (0.5 · 0 + 0.3 · 0.9 + 0.2 · 0.777)
    await expect(getResult(page)).toContainText("93.00 → 42.54");
    await expect(getResult(page)).toContainText("−50.46 points");
    await expect(getResult(page)).toContainText("Correction");
    await expect(toScore(page)).toHaveText("42.54");
    expect((await readSummary(page)).current_performance_score).toBe(42.54);

    await row.getByRole("button", { name: "Reopen “Draw the map”" }).click();
    await row.getByRole("button", { name: "Reopen", exact: true }).click();
    await expect(getResult(page)).toContainText("42.54 → none");
    await expect(getResult(page)).toContainText("Milestone revoked: First task");
    await expect(
      getAssignmentsRegion(page).getByText("No completed assignments yet."),
    ).toBeVisible();
    expect((await readSummary(page)).current_performance_score).toBeNull();
  });

  test("a lead finds the member by part of the name when assigning from the team page", async ({
    page,
  }) => {
    await signInAs(page, lead);
    await openPage(page, "/team");
    await getAssignmentsRegion(page).getByRole("button", { name: "Assign work" }).click();
    const form = page.getByRole("form", { name: "Assign work" });
    const person = form.getByLabel("Person");
    await person.fill("unknown name");
    await person.blur();
    await expect(person).toHaveAccessibleDescription(/Choose a person from the list/);
    await person.fill(member.username.slice(3).toUpperCase());
    const name = `Nadia Newcomer (${member.username})`;
    await expect(form.getByRole("option")).toHaveText([name]);
    expect(await findAccessibilityViolations(page)).toEqual([]);
    await page.keyboard.press("Tab");
    await expect(person).toHaveValue(name);
    await form.getByLabel("Title").fill("Draw another map");
    await form.getByRole("button", { name: "Assign", exact: true }).click();
    await expect(getResult(page)).toContainText(
      "“Draw another map” is assigned to Nadia Newcomer.",
    );
  });

  test("a manager sees no actions, and the endpoint rejects them", async ({ page, browser }) => {
    const { assignment } = await runAsAdmin(browser, (other) =>
      postFor<AssignmentChange>(other, "/assignments", {
        external_id: makeUniqueName("view"),
        user_id: member.id,
        title: "Read only",
      }),
    );
    await signInAs(page, manager);
    await openPage(page, `/team/members/${member.id}`);
    const row = toRow(page, "Read only");
    await row.getByRole("button", { name: "Read only" }).click();
    await expect(row.getByText("External ID", { exact: true })).toBeVisible();
    await expect(row.getByText(/^Created by .+\.$/)).toBeVisible();
    await expect(row.getByRole("button")).toHaveCount(1);
    await expect(
      getAssignmentsRegion(page).getByRole("button", { name: "Assign work" }),
    ).toHaveCount(0);
    const path = `/assignments/${assignment.id}`;
    expect((await send(page, "PATCH", path, { title: "Mine" })).status()).toBe(403);
    expect((await send(page, "POST", `${path}/complete`)).status()).toBe(403);
  });
});
