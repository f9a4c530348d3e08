import { findAccessibilityViolations } from "./support/accessibility";
import { failJob } from "./support/fail-job";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { makeAccount } from "./support/make-account";
import { openPage } from "./support/open-page";
import { getSection, openSettings } from "./support/open-settings";
import { signInByForm } from "./support/sign-in-as";
import { makeUniqueName } from "./support/unique-name";

const employee = getDemoAccount("employee", "john_doe");
const admin = getDemoAccount("admin");

test.describe("the organization's settings", () => {
  test("an administrator adds, invites, deactivates and erases a member, who signs in and changes the password", async ({
    page,
    browser,
  }) => {
    await openSettings(page, admin, "/settings/organization/members");
    const username = makeUniqueName("new");
    const form = getSection(page, "Add a member");
    await form.getByLabel("Name", { exact: true }).fill("Nora Newcomer");
    await form.getByLabel("Username").fill(username);
    await form.getByLabel("Team").selectOption("Design");
    await form.getByRole("button", { name: "Add member" }).click();
    await expect(page.getByRole("heading", { name: "Nora Newcomer" })).toBeVisible();
    await page.getByRole("button", { name: "Create invite link" }).click();
    const link = await page.getByLabel("Link for Nora Newcomer").inputValue();
    await page.reload();
    expect(await page.content()).not.toContain(link);

    const other = await (await browser.newContext()).newPage();
    await other.goto(link);
    await other.getByLabel("New password").fill("first password");
    await other.getByRole("button", { name: "Set password" }).click();
    await expect(other.getByRole("heading", { name: "Your password is set" })).toBeVisible();
    const person = { ...employee, username, password: "first password" };
    await openSettings(other, person);
    const password = getSection(other, "Password");
    await password.getByLabel("Current password").fill("first password");
    await password.getByLabel("New password").fill("second password");
    await password.getByRole("button", { name: "Change password" }).click();
    await expect(
      password.getByText("Your password was changed. All other browsers were signed out."),
    ).toBeVisible();
    expect((await other.request.get("/api/sessions")).status()).toBe(200);
    await other.context().clearCookies();
    await signInByForm(other, { ...person, password: "second password" });

    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByRole("button", { name: "Deactivate" }).click();
    const erasure = getSection(page, "Erase personal data");
    await expect(erasure.getByRole("code")).toContainText(
      `member export --organization demo --username ${username}`,
    );
    const typed = erasure.getByLabel(`To confirm, type the username ${username}`);
    await typed.fill("another username");
    await erasure.getByRole("button", { name: "Erase personal data" }).click();
    await expect(typed).toHaveAttribute("aria-invalid", "true");
    expect(await findAccessibilityViolations(page)).toEqual([]);
    await typed.fill(username);
    await erasure.getByRole("button", { name: "Erase personal data" }).click();
    await expect(page.getByRole("heading", { name: /^Erased person \d+$/ })).toBeVisible();
    await expect(page.getByRole("button", { name: "Reactivate" })).toHaveCount(0);
    await page.reload();
    expect(await page.content()).not.toContain(username);
    expect((await other.request.get("/api/sessions")).status()).toBe(401);
    await other.context().close();
  });

  test("a new search does not cancel the navigation to another page", async ({ page }) => {
    await openSettings(page, admin, "/settings/organization/members");
    await page.route(/\/team\?_rsc/, async (route) => {
      // Longer than the debounce of the search.
      await new Promise((done) => setTimeout(done, 1_000));
      await route.continue();
    });
    await page.getByLabel("Search members").fill("john");
    await page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: "Team" })
      .click();
    await expect(page).toHaveURL(/\/team$/);
    await page.goBack();
    await expect(page).toHaveURL(/\/members\?search=john$/);
  });

  test("a click that begins before the results of a search arrive opens its member", async ({
    page,
  }) => {
    const { username } = await makeAccount(admin);
    await openSettings(page, admin, "/settings/organization/members");
    await page.getByLabel("Search members").fill(username);
    const member = getSection(page, "Members").getByRole("link", { name: username });
    await member.hover();
    const results = page.waitForResponse(/members\?.*search=/);
    await page.mouse.down();
    await (await results).finished();
    await expect(getSection(page, "Members").locator("[aria-busy=true]")).toHaveCount(0);
    await page.mouse.up();
    await expect(page.getByRole("heading", { name: username })).toBeVisible();
  });

  test("the search field shows the search, also after the Back button", async ({ page }) => {
    await openSettings(page, admin, "/settings/organization/members");
    const field = page.getByLabel("Search members");
    await field.fill("john");
    await expect(page).toHaveURL(/\?search=john$/);
    await page.getByRole("columnheader", { name: "Role" }).getByRole("link").click();
    await expect(page).toHaveURL(/search=john&sort=/);
    await field.fill("jane");
    await expect(page).toHaveURL(/search=jane&sort=/);
    await expect(getSection(page, "Members").getByRole("rowheader")).toHaveText(/Jane Smith/);
    await page.goBack();
    await expect(page).toHaveURL(/\?search=john$/);
    await expect(field).toHaveValue("john");
  });

  test("members can be sorted, searched and edited, with the search and the order in the URL", async ({
    page,
  }) => {
    await openSettings(page, admin, "/settings/organization/members");
    const roles = getSection(page, "Members").getByRole("columnheader", { name: "Role" });
    await roles.getByRole("link").click();
    await expect(roles).toHaveAttribute("aria-sort", "ascending");
    await roles.getByRole("link").click();
    await expect(roles).toHaveAttribute("aria-sort", "descending");
    const firstRow = getSection(page, "Members").getByRole("row").nth(1);
    await expect(firstRow.getByRole("cell").first()).toHaveText("Administrator");
    await page.reload();
    await expect(firstRow.getByRole("cell").first()).toHaveText("Administrator");
    await openPage(page, "/settings/organization/members");
    await page.getByLabel("Search members").fill("HENRIK");
    await expect(page).toHaveURL(/\?search=HENRIK$/);
    const members = getSection(page, "Members");
    await expect(members.getByRole("rowheader")).toHaveCount(1);
    await page.reload();
    await expect(members.getByRole("rowheader")).toHaveCount(1);
    await members.getByRole("link", { name: "Henrik Larsen" }).click();

    await expect(page.getByRole("heading", { name: "Henrik Larsen" })).toBeVisible();
    await page.getByLabel("Role").selectOption("Team lead");
    await page.getByLabel("Can see").selectOption("The whole organization");
    await getSection(page, "Henrik Larsen").getByRole("button", { name: "Save" }).click();
    await expect(getSection(page, "Henrik Larsen").getByText("Saved.")).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Can see")).toHaveValue("organization");
    await page.getByLabel("Role").selectOption("Employee");
    await getSection(page, "Henrik Larsen").getByRole("button", { name: "Save" }).click();
    await expect(getSection(page, "Henrik Larsen").getByText("Saved.")).toBeVisible();
  });

  test.describe("a link that replaces a password", () => {
    test.use({ expectedConsoleError: /409 \(Conflict\) .*\/invitation/ });

    test("needs another person, and can be proposed where it is rejected", async ({ page }) => {
      const { username } = await makeAccount(admin);
      await openSettings(page, admin, "/settings/organization/members");
      await page.getByLabel("Search members").fill(username);
      await getSection(page, "Members").getByRole("link", { name: username }).click();
      const access = getSection(page, "Access");
      await access.getByRole("button", { name: "Create password reset link" }).click();
      await expect(access.getByText("another person has to approve it")).toBeVisible();
      await access.getByRole("button", { name: "Ask for approval" }).click();
      await expect(access.getByText("Proposed.")).toBeVisible();
      await page.getByRole("link", { name: "Proposals" }).click();
      const proposal = getSection(page, "Proposals").getByRole("listitem").first();
      await expect(proposal).toContainText(`Password reset link: ${username}`);
      await proposal.getByRole("button", { name: "Withdraw" }).click();
      await expect(proposal).toContainText("Withdrawn");
    });
  });

  test("an administrator adds, renames and deletes a team, and adds a skill", async ({ page }) => {
    await openSettings(page, admin, "/settings/organization/teams");
    const teams = getSection(page, "Teams");
    await teams.getByLabel("Name of the new team").fill("Night shift");
    await teams.getByRole("button", { name: "Add team" }).click();
    await teams.getByRole("button", { name: "Rename “Night shift”" }).click();
    const name = teams.getByLabel("New name of “Night shift”");
    await expect(name).toBeFocused();
    await name.fill("Day shift");
    await page.keyboard.press("Enter");
    await teams.getByRole("button", { name: "Delete “Day shift”" }).click();
    await teams.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(
      teams.getByText("The team was deleted. Its members keep their figures."),
    ).toBeVisible();
    await expect(teams.getByText("Day shift")).toHaveCount(0);

    await page.getByRole("link", { name: "Skills" }).click();
    const skills = getSection(page, "Skills");
    await skills.getByLabel("Name of the new skill").fill("Juggling");
    await skills.getByRole("button", { name: "Add skill" }).click();
    await expect(skills.getByText("Added “Juggling”.")).toBeVisible();
  });

  test("the preview of a policy shows all scores before it is saved", async ({ page }) => {
    await openSettings(page, admin, "/settings/organization/scoring");
    await page.getByLabel("On-time").fill("0");
    await page.getByLabel("Skill match").fill("80");
    await page.getByRole("button", { name: "Preview" }).click();
    const table = page.getByRole("table", { name: "Members by rank with this draft" });
    await expect(table.getByRole("row").nth(1)).toBeVisible();
    await expect(page.getByRole("button", { name: "Save policy" })).toBeVisible();
    expect(await findAccessibilityViolations(page)).toEqual([]);
    await page.getByLabel("Skill match").fill("30");
    await expect(table).toHaveCount(0);
    const policy = await (await page.request.get("/api/performance/policy")).json();
    expect(policy.current.version).toBe(1);
  });

  test("the jobs page explains a failed job and runs it again", async ({ page }) => {
    await openSettings(page, admin, "/settings/organization/jobs");
    const jobs = getSection(page, "Background jobs");
    await expect(jobs.getByText("No failed jobs.")).toBeVisible();
    await expect(jobs.getByText("0 failed")).toBeVisible();
    failJob();
    await page.reload();
    await expect(jobs.getByText("Nightly deletion of expired data")).toBeVisible();
    await expect(jobs.getByText("The database did not respond or was overloaded.")).toBeVisible();
    await expect(jobs.getByText(/^Tried 8 times, last /)).toBeVisible();
    expect(await findAccessibilityViolations(page)).toEqual([]);
    await jobs.getByRole("button", { name: /^Run again: Nightly deletion/ }).click();
    await expect(jobs.getByText("The job will run again.")).toBeVisible();
    await expect(jobs.getByText("No failed jobs.")).toBeVisible();
    await expect
      .poll(async () => (await page.request.get("/api/performance/jobs")).json())
      .toMatchObject({ waiting: 0, under_way: 0, set_aside: 0 });
  });
});

test.describe("rejected changes of the organization's settings", () => {
  test.use({ expectedConsoleError: /4\d\d \([A-Z].*\/api\/(password|performance)/ });

  test("an invalid field shows its error and keeps the input", async ({ page }) => {
    await openSettings(page, admin, "/settings/organization/members");
    const form = getSection(page, "Add a member");
    await form.getByLabel("Name", { exact: true }).fill("John Again");
    await form.getByLabel("Username").fill("john doe");
    await form.getByRole("button", { name: "Add member" }).click();
    await expect(form.getByLabel("Username")).toHaveAttribute("aria-invalid", "true");
    await expect(form.getByLabel("Username")).toHaveValue("john doe");
    await form.getByLabel("Username").fill("john_doe");
    await form.getByRole("button", { name: "Add member" }).click();
    await expect(form.getByText("No member was added.")).toBeVisible();
  });

  test("the only administrator cannot be deactivated", async ({ page }) => {
    await openSettings(page, admin, "/settings/organization/members?search=ingrid_solberg");
    await page.getByRole("link", { name: "Ingrid Solberg" }).click();
    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByRole("button", { name: "Deactivate" }).click();
    await expect(page.getByText("This is the only administrator.")).toBeVisible();
  });
});
