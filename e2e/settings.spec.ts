import { findAccessibilityViolations } from "./support/accessibility";
import { findOwnId } from "./support/find-own-id";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { makeAccount } from "./support/make-account";
import { openPage } from "./support/open-page";
import { getSection, openSettings } from "./support/open-settings";
import { signInAs, signInByForm } from "./support/sign-in-as";

const employee = getDemoAccount("employee", "john_doe");
const colleague = getDemoAccount("employee", "jane_smith");
const manager = getDemoAccount("manager");
const admin = getDemoAccount("admin");

test.describe("personal settings", () => {
  test("the account menu links to the settings, which show the member's profile", async ({
    page,
  }) => {
    await signInAs(page, employee);
    await page.getByRole("button", { name: /^Account of / }).click();
    await page.getByRole("link", { name: "Settings" }).click();
    const profile = getSection(page, "Profile");
    await expect(profile.getByText("demo/john_doe")).toBeVisible();
    await expect(profile.getByText("Employee")).toBeVisible();
    await expect(profile.getByText("Northwind Studio")).toBeVisible();
    await expect(page.getByRole("link", { name: "Organization settings" })).toHaveCount(0);
  });

  test("a new language and clock apply at once and on the server", async ({ page }) => {
    await openSettings(page, employee);
    await expect(page.getByText("Example: 4:00 PM")).toBeVisible();
    await page.getByRole("radio", { name: "24-hour" }).check({ force: true });
    await expect(page.getByText("Example: 16:00")).toBeVisible();
    await page.getByLabel("What is it for?").fill("half written");
    await page.getByRole("radio", { name: "Deutsch" }).focus();
    await page.getByRole("radio", { name: "Deutsch" }).check({ force: true });
    await expect(page.getByRole("heading", { name: "Einstellungen", level: 1 })).toBeVisible();
    await expect(page.getByRole("radio", { name: "Deutsch" })).toBeFocused();
    await expect(page.getByLabel("Wofür ist es?")).toHaveValue("half written");
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    const html = await (await page.request.get("/settings")).text();
    expect(html).toContain('<html lang="de"');
    expect(await findAccessibilityViolations(page)).toEqual([]);
    await page.getByRole("radio", { name: "English" }).check({ force: true });
    await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  });

  test("a new token is shown once and works until it is revoked", async ({ page, request }) => {
    await openSettings(page, employee);
    const tokens = getSection(page, "API tokens");
    await tokens.getByLabel("What is it for?").fill("nightly report");
    // The second click arrives before the button is disabled.
    await tokens.getByRole("button", { name: "Create token" }).evaluate((button) => {
      if (button instanceof HTMLElement) {
        button.click();
        button.click();
      }
    });
    const secret = await tokens.getByLabel("Token “nightly report”").inputValue();
    const requestTokens = async () => {
      const headers = { authorization: `Bearer ${secret}` };
      return (await request.get("/api/tokens", { headers })).status();
    };
    expect(secret).toMatch(/^pts_/);
    expect(await requestTokens()).toBe(200);

    await page.reload();
    await expect(tokens.getByText("nightly report")).toBeVisible();
    await expect(tokens.getByText(/last used/)).toBeVisible();
    expect(await page.content()).not.toContain(secret);

    await tokens.getByRole("button", { name: "Revoke “nightly report”" }).focus();
    await page.keyboard.press("Enter");
    await expect(tokens.getByRole("button", { name: "Revoke", exact: true })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(tokens.getByText("Revoked.")).toBeVisible();
    await expect(tokens.getByText("nightly report")).toHaveCount(0);
    expect(await requestTokens()).toBe(401);
  });

  test("a member signs out one or all other browsers and stays signed in here", async ({
    page,
    browser,
  }) => {
    const account = await makeAccount(admin);
    const others = await Promise.all(
      [1, 2].map(async () => {
        const other = await (await browser.newContext()).newPage();
        await signInByForm(other, account);
        return other;
      }),
    );
    await signInByForm(page, account);
    await openPage(page, "/settings");
    const sessions = getSection(page, "Where you are signed in");
    await sessions
      .getByRole("button", { name: /^Sign out Chrome/ })
      .first()
      .click();
    await sessions.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(sessions.getByText("Signed out.")).toBeVisible();
    const readStatuses = async () =>
      Promise.all(others.map(async (other) => (await other.request.get("/api/sessions")).status()));
    expect((await readStatuses()).toSorted()).toEqual([200, 401]);

    await sessions.getByRole("button", { name: "Sign out everywhere else" }).click();
    await sessions.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(sessions.getByRole("listitem")).toHaveCount(1);
    expect(await readStatuses()).toEqual([401, 401]);
    expect((await page.request.get("/api/sessions")).status()).toBe(200);
    await Promise.all(others.map((other) => other.context().close()));
  });

  test("the access log shows who viewed the member's figures", async ({ page, browser }) => {
    await signInAs(page, employee);
    const userId = await findOwnId(page);
    const viewer = await (await browser.newContext()).newPage();
    await signInAs(viewer, manager, `/team/members/${userId}`);
    await expect(viewer.getByText("This view is recorded")).toBeVisible();
    await viewer.context().close();

    await openPage(page, "/settings");
    // One for each hour, the newest first.
    const row = getSection(page, "Who viewed your figures")
      .getByRole("row")
      .filter({ hasText: "Carlos Mendes" })
      .filter({ hasText: "History" });
    await expect(row.first().getByText("· you")).toBeVisible();
  });

  test("a member downloads all own data in one file", async ({ page }) => {
    await openSettings(page, employee);
    const coming = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download everything" }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(/^performance-everything-\d+-.*\.json$/);
    expect(await download.failure()).toBeNull();
  });
});

test.describe("rejected changes of personal settings", () => {
  test.use({ expectedConsoleError: /4\d\d \([A-Z].*\/api\/(password|performance)/ });

  test("a wrong current password changes nothing", async ({ page }) => {
    await openSettings(page, colleague);
    const password = getSection(page, "Password");
    await password.getByLabel("Current password").fill("not the one");
    await password.getByLabel("New password").fill("second password");
    await password.getByRole("button", { name: "Change password" }).click();
    await expect(password.getByText("This is not your current password.")).toBeVisible();
    expect((await page.request.get("/api/sessions")).status()).toBe(200);
  });
});
