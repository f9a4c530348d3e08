import { expect, getDemoAccount, test } from "./support/fixtures";
import { openPage } from "./support/open-page";
import { getName, signInByForm } from "./support/sign-in-as";

const employee = getDemoAccount("employee", "john_doe");

test("a visitor without a session signs in and returns to the requested page", async ({ page }) => {
  await openPage(page, "/?days=30");
  await expect(page).toHaveURL(/\/sign-in\?/);
  await page.getByLabel("E-mail address or username").fill(getName(employee));
  await page.getByLabel("Password").fill(employee.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/\?days=30$/);
  await expect(page.getByRole("heading", { name: "Your Performance" })).toBeVisible();
});

test.describe("rejected sign-ins", () => {
  // The browser logs the rejected request.
  test.use({ expectedConsoleError: /401 \(Unauthorized\) .*\/api\/auth\/callback\/credentials/ });

  test("a wrong password shows an error and keeps the name", async ({ page }) => {
    await openPage(page, "/sign-in");
    await page.getByLabel("E-mail address or username").fill("demo/unknown_name");
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("Wrong name or password.")).toBeVisible();
    await expect(page.getByLabel("E-mail address or username")).toHaveValue("demo/unknown_name");
    await expect(page.getByLabel("Password")).toBeFocused();
  });
});

test("one click signs in with a demo account, and signing out ends the session", async ({
  page,
}) => {
  await openPage(page, "/sign-in");
  await page.getByRole("button", { name: /john_doe/ }).click();
  await expect(page.getByRole("heading", { name: "Your Performance" })).toBeVisible();

  await page.getByRole("button", { name: /^Account of / }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);

  // Only until the response begins: the page redirects before it is complete.
  await page.goBack({ waitUntil: "commit" });
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  expect((await page.request.get("/api/performance/user/1")).status()).toBe(401);
});

test("signing in works on a phone @phone", async ({ page }) => {
  await signInByForm(page, employee);
});
