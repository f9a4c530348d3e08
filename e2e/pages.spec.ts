import type { Page, Response } from "@playwright/test";
import { findAccessibilityViolations } from "./support/accessibility";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { listHiddenNames } from "./support/hidden-people";
import { findKeyboardErrors } from "./support/keyboard";
import { readLayoutShifts, recordLayoutShifts } from "./support/layout-shifts";
import { openPage } from "./support/open-page";
import { listRoutes } from "./support/page-tree";
import { getHeading, getVisitor, isVisitor, pages, type Role, roles } from "./support/pages";
import { recordApiRequests } from "./support/record-api-requests";
import { restoreSession } from "./support/sign-in-as";
import { findUntranslatedTexts } from "./support/untranslated-text";

/** The name of the page, then the name of the product. */
const titlePattern = /^.+ · Performance Tracking$/;
const phone = { width: 390, height: 844 };

// The browser logs the response for a missing page.
test.use({ expectedConsoleError: /404 \(Not Found\)/ });

const navigation: Record<Role, string[]> = {
  employee: ["Overview", "Disputes"],
  team_lead: ["Overview", "Team", "Disputes"],
  manager: ["Overview", "Team", "Analytics", "Logs", "Disputes"],
  admin: ["Overview", "Team", "Analytics", "Logs", "Imports", "Disputes"],
};

test("the table of pages contains every page of the application", () => {
  const known = new Set(pages.flatMap(({ route }) => (route === null ? [] : [route])));
  expect([...known].toSorted()).toEqual(listRoutes());
});

for (const role of roles) {
  const signedIn = pages.filter(({ visitors }) => visitors !== "anybody");

  test(`${role}: every page of the role opens without a request to the API and without names of hidden members`, async ({
    page,
  }) => {
    const visited = signedIn.filter((one) => isVisitor(one, role));
    // One after another, each with half the time of a test.
    test.setTimeout(visited.length * 30_000);
    const { everywhere: hidden } = await listHiddenNames(role);
    await restoreSession(page, getDemoAccount(role));
    const sent = recordApiRequests(page);
    for (const row of visited) {
      await test.step(`${row.name}: ${row.address}`, async () => {
        const response = await openPage(page, row.address);
        expect(response?.status()).toBe(row.status ?? 200);
        const heading = page.getByRole("heading", { level: 1 });
        await expect(heading).toHaveText(getHeading(row, "en", role));
        const texts = await readSentTexts(page, row.address, response);
        expect(hidden.filter((name) => texts.includes(name))).toEqual([]);
        await page.waitForLoadState("networkidle");
      });
    }
    expect(sent).toEqual([]);
  });

  test(`${role}: the navigation leads to the pages of the role, and every other page says that access is denied`, async ({
    page,
  }) => {
    const { whereForbidden: hidden } = await listHiddenNames(role);
    await restoreSession(page, getDemoAccount(role));
    for (const row of signedIn.filter((one) => !isVisitor(one, role))) {
      await test.step(`${row.name}: ${row.address}`, async () => {
        const response = await page.goto(row.address);
        expect(response?.status()).toBe(200);
        const heading = page.getByRole("heading", { level: 1 });
        await expect(heading).toHaveText("You don't have access to this page");
        const texts = await readSentTexts(page, row.address, response);
        expect(hidden.filter((name) => texts.includes(name))).toEqual([]);
      });
    }
    await page.goto("/");
    const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
    // A number of waiting items may follow the name.
    await expect(links).toHaveText(navigation[role].map((name) => new RegExp(`^${name}`)));
  });
}

/** Reads what the server sent for a page, and the payload that client-side navigation gets for it. */
async function readSentTexts(
  page: Page,
  address: string,
  response: Response | null,
): Promise<string> {
  expect(response?.headers()["content-type"]).toContain("text/html");
  const markup = (await response?.text()) ?? "";
  const payload = await (await page.request.get(address, { headers: { RSC: "1" } })).text();
  expect(payload).not.toContain("<html");
  return `${markup}\n${payload}`;
}

test("without a session, every page redirects to the sign-in page with its own URL as the callback", async ({
  request,
}) => {
  for (const { address, visitors } of pages.filter(({ route }) => route !== null)) {
    const response = await request.get(address, { maxRedirects: 0 });
    const location = response.headers().location?.replaceAll("%252C", "%2C") ?? null;
    const callback = address === "/" ? "" : `?callbackUrl=${encodeURIComponent(address)}`;
    expect(location, address).toBe(visitors === "anybody" ? null : `/sign-in${callback}`);
  }
});

test("the window always has a title during client-side navigation", async ({ page }) => {
  await restoreSession(page, getDemoAccount("manager"));
  await openPage(page, "/");
  const titles: string[] = [];
  await page.exposeFunction("recordTitle", (title: string) => titles.push(title));
  await page.evaluate(() => {
    const record = () => Reflect.get(window, "recordTitle")(document.title);
    new MutationObserver(record).observe(document.head, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  for (const name of ["Team", "Analytics", "Logs", "Disputes", "Overview"]) {
    await page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: new RegExp(`^${name}`) })
      .click();
    await expect(page).toHaveTitle(new RegExp(`^${name}`));
  }
  expect(titles.length).toBeGreaterThan(4);
  expect(titles.filter((title) => !titlePattern.test(title))).toEqual([]);
});

// A theme changes only colours, a language only words, so two variants test each rule with each of them.
const variants = [
  { language: "en", locale: "en-US", viewport: { width: 1280, height: 800 }, theme: "light" },
  { language: "de", locale: "de-AT", viewport: { width: 390, height: 844 }, theme: "dark" },
] as const;

for (const { language, locale, viewport, theme } of variants) {
  test.describe(`language ${language}, theme ${theme}, width ${viewport.width}`, () => {
    test.use({
      locale,
      viewport,
      colorScheme: theme,
      contextOptions: { reducedMotion: "reduce" },
    });

    for (const row of pages) {
      test(`${row.name} is accessible by keyboard and by the rules of axe, and neither shifts nor overflows`, async ({
        page,
      }) => {
        const role = getVisitor(row);
        if (role !== null) {
          await restoreSession(page, getDemoAccount(role));
        }
        await recordLayoutShifts(page);
        await openPage(page, row.address);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(
          getHeading(row, language, role),
        );
        await expect(page).toHaveTitle(titlePattern);
        expect(await page.locator("html").getAttribute("lang")).toBe(language);
        await page.waitForLoadState("networkidle");
        expect(await readLayoutShifts(page), "layout shifts while loading").toEqual([]);
        expect(await findKeyboardErrors(page)).toEqual([]);
        await openCollapsedParts(page);
        expect(await findUntranslatedTexts(page)).toEqual([]);
        await checkFitsPhone(page);
        expect(await findAccessibilityViolations(page), theme).toEqual([]);
      });
    }
  });
}

/** Opens chart tables, the first entry and the account menu. */
async function openCollapsedParts(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) {
      details.open = true;
    }
  });
  const entry = page.locator("table button[aria-expanded=false]").first();
  if (await entry.isVisible()) {
    await entry.click();
  }
  const account = page.locator("header button[popovertarget]");
  if (await account.isVisible()) {
    await account.click();
  }
}

async function checkFitsPhone(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize(phone);
  // A chart changes its size a moment later.
  await expect
    .poll(
      () =>
        page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
      "pixels wider than the phone",
    )
    .toBe(0);
  if (size !== null) {
    await page.setViewportSize(size);
  }
}
