import type { Page } from "@playwright/test";
import { findAccessibilityViolations } from "./support/accessibility";
import { type FirstServer, startFirstServer } from "./support/first-server";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { openPage, waitUntilInteractive } from "./support/open-page";
import { signInAs, signInByForm } from "./support/sign-in-as";
import { makeUniqueName } from "./support/unique-name";

const admin = getDemoAccount("admin");
const createHeaders = (page: Page) => ({ origin: new URL(page.url()).origin });

test.describe("invitations", () => {
  // The browser logs the rejected request.
  test.use({ expectedConsoleError: /400 \(Bad Request\) .*\/api\/password\/invitation/ });

  test("an invitation sets a password once and then shows that it is no longer valid", async ({
    page,
    browser,
  }) => {
    await signInAs(page, admin);
    const username = makeUniqueName("invited");
    const created = await page.request.post("/api/performance/members", {
      data: { username, role: "employee" },
      headers: createHeaders(page),
    });
    const { id } = await created.json();
    const invited = await page.request.post(`/api/performance/members/${id}/invitation`, {
      data: {},
      headers: createHeaders(page),
    });
    const { path } = await invited.json();

    const other = await (await browser.newContext()).newPage();
    await other.goto(path);
    for (const colorScheme of ["light", "dark"] as const) {
      await other.emulateMedia({ colorScheme });
      expect(await findAccessibilityViolations(other)).toEqual([]);
    }
    await other.getByLabel("New password").fill("four unrelated words");
    await other.getByLabel("Show what I type").check();
    await expect(other.getByLabel("New password")).toHaveAttribute("type", "text");
    await other.keyboard.press("Tab");
    await other.keyboard.press("Enter");
    await expect(other.getByRole("heading", { name: "Your password is set" })).toBeVisible();
    expect(new URL(other.url()).hash).toBe("");
    await other.getByRole("link", { name: "Sign in" }).click();
    await signInByForm(other, { ...admin, username, password: "four unrelated words" });
    await other.context().close();

    const late = await (await browser.newContext()).newPage();
    await late.goto(path);
    await late.getByLabel("New password").fill("another password");
    await late.getByRole("button", { name: "Set password" }).click();
    await expect(
      late.getByRole("heading", { name: "This invitation is no longer valid" }),
    ).toBeVisible();
    await late.context().close();
  });

  test("a link without an invitation shows an error @phone", async ({ page }) => {
    await page.goto("/setup");
    await expect(
      page.getByRole("heading", { name: "This link contains no invitation" }),
    ).toBeVisible();
    expect(await findAccessibilityViolations(page)).toEqual([]);
  });
});

test.describe("a server without an organization", () => {
  test.describe.configure({ mode: "serial" });
  test.use({ expectedConsoleError: /400 \(Bad Request\) .*\/api\/setup/ });

  let server: FirstServer;
  test.beforeAll(async () => {
    test.setTimeout(200_000);
    server = await startFirstServer();
  });
  test.afterAll(async () => {
    await server.stop();
  });

  const person = {
    organization: "muller-sohne",
    username: "ada",
    password: "four unrelated words",
  };

  async function fillSetupForm(page: Page, code: string): Promise<void> {
    await page.getByLabel("One-time code").fill(code);
    await page.getByLabel("Name of the organization").fill("Müller & Söhne");
    await expect(page.getByLabel("Short name")).toHaveValue(person.organization);
    await page.getByLabel("Time zone").fill("Europe/Vienna");
    await page.getByLabel("Name", { exact: true }).fill("Ada Müller");
    await page.getByLabel("Username").fill(person.username);
    await page.getByLabel("Password").fill(person.password);
    await page.getByRole("button", { name: "Set up and sign in" }).click();
  }

  test("the sign-in page links to the setup, which rejects a wrong code and keeps the input", async ({
    page,
  }) => {
    await page.goto(`${server.address}/sign-in`);
    await page.getByRole("link", { name: "Set it up" }).click();
    await expect(page).toHaveURL(/\/setup$/);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findAccessibilityViolations(page)).toEqual([]);
    }
    await fillSetupForm(page, "aaaa-bbbb-cccc-dddd");
    await expect(page.getByText("This code is wrong.")).toBeVisible();
    await expect(page.getByLabel("Name of the organization")).toHaveValue("Müller & Söhne");
    await expect(page.getByLabel("One-time code")).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("One-time code")).toBeFocused();
  });

  test("the code from the console sets up the server once", async ({ page, request }) => {
    await openPage(page, `${server.address}/setup`);
    await fillSetupForm(page, ` ${server.code.toUpperCase()} `);
    await expect(page).toHaveURL(`${server.address}/imports`);
    await expect(page.getByText("Drop a file here, or choose one.")).toBeVisible();
    const steps = page.getByRole("region", { name: "First steps" });
    await expect(steps.getByRole("listitem")).toHaveText([/^1. People/, /^2. Work/, /^3. First/]);
    expect(await findAccessibilityViolations(page)).toEqual([]);
    await steps.getByRole("link", { name: "Import people" }).click();
    const people = page.getByRole("region", { name: "Import people" });
    await people.locator('input[type="file"]').setInputFiles({
      ...{ name: "people.csv", mimeType: "text/csv" },
      buffer: Buffer.from("name,email\nJane Doe,jane@muller.example\n"),
    });
    await page.getByRole("button", { name: "Add 1 member" }).click();
    await expect(page.getByText("1 member was added.")).toBeVisible();
    await openPage(page, `${server.address}/imports`);
    await expect(steps.getByRole("listitem").first()).toContainText("Done");
    await openPage(page, `${server.address}/settings/organization`);
    await expect(page.getByLabel("Name of the organization")).toHaveValue("Müller & Söhne");
    await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Vienna");

    const again = await request.post(`${server.address}/api/setup`, {
      data: {
        code: server.code,
        name: "Another",
        slug: "another",
        time_zone: "UTC",
        username: "eve",
        password: "four unrelated words",
      },
    });
    expect(again.status()).toBe(409);
    await page.context().clearCookies();
    await page.goto(`${server.address}/sign-in`);
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
    await expect(page.getByRole("link", { name: "Set it up" })).toHaveCount(0);
  });

  test("the administrator's settings are saved, and a policy applies after its preview", async ({
    page,
  }) => {
    await openPage(page, `${server.address}/settings/organization`);
    await page
      .getByLabel("E-mail address or username")
      .fill(`${person.organization}/${person.username}`);
    await page.getByLabel("Password").fill(person.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();

    const name = page.getByLabel("Name of the organization");
    await expect(name).toBeVisible();
    await waitUntilInteractive(page);
    await name.fill("Müller und Töchter");
    await page.getByRole("radio", { name: "Aliases" }).check();
    await page.getByRole("checkbox", { name: /own rank/ }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Name of the organization")).toHaveValue("Müller und Töchter");
    await expect(page.getByRole("radio", { name: "Aliases" })).toBeChecked();
    await expect(page.getByRole("checkbox", { name: /own rank/ })).toBeChecked();

    await page.getByRole("link", { name: "Scoring" }).click();
    await page.getByLabel("On-time").fill("60");
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByText("must add up to 100%. They add up to 110%.")).toBeVisible();
    await page.getByLabel("Skill match").fill("20");
    await expect(page.getByRole("button", { name: "Save policy" })).toHaveCount(0);
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByRole("button", { name: "Save policy" }).click();
    await page.getByRole("button", { name: "Recalculate all scores" }).click();
    await expect(page.getByText("Version 2")).toBeVisible();
    const policy = await (
      await page.request.get(`${server.address}/api/performance/policy`)
    ).json();
    expect(policy.current).toMatchObject({ version: 2, weights: { on_time: 0.6 } });
  });
});
