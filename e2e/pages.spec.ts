import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { demoAccount, expect, test } from "./support/fixtures";
import { listHidden } from "./support/hidden-people";
import { findKeyboardErrors } from "./support/keyboard";
import { readLayoutShifts, recordLayoutShifts } from "./support/layout-shifts";
import { openPage } from "./support/open-page";
import { listRoutes } from "./support/page-tree";
import { getHeading, getVisitor, isVisitor, pages, type Role, roles } from "./support/pages";
import { takeSession } from "./support/sign-in-as";
import { findEnglishLeftovers } from "./support/untranslated-text";

/** By a name of its own, before the product's. */
const titled = /^.+ · Performance Tracking$/;
const phone = { width: 390, height: 844 };

// Where the server says that a page is not there, the browser notes it.
test.use({ expectedConsoleError: /404 \(Not Found\)/ });

const navigation: Record<Role, string[]> = {
  employee: ["Overview", "Disputes"],
  team_lead: ["Overview", "Team", "Disputes"],
  manager: ["Overview", "Team", "Analytics", "Logs", "Disputes"],
  admin: ["Overview", "Team", "Analytics", "Logs", "Disputes"],
};

test("every page of the application is in the table", () => {
  const known = new Set(pages.flatMap(({ route }) => (route === null ? [] : [route])));
  expect([...known].toSorted()).toEqual(listRoutes());
});

for (const role of roles) {
  test(`as ${role}: every page, or that it is not open, and nobody in it who is out of sight`, async ({
    page,
  }) => {
    const hidden = await listHidden(role);
    await takeSession(page, demoAccount(role));
    for (const row of pages.filter(({ visitors }) => visitors !== "anybody")) {
      await test.step(`${row.name}: ${row.address}`, async () => {
        const mayVisit = isVisitor(row, role);
        const response = await page.goto(row.address);
        expect(response?.status()).toBe(mayVisit ? (row.status ?? 200) : 200);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(
          mayVisit ? getHeading(row, "en", role) : "You don't have access to this page",
        );
        const sent = await readAllSent(page, row.address);
        const names = mayVisit ? hidden.everywhere : hidden.whereRefused;
        expect(names.filter((name) => sent.includes(name))).toEqual([]);
      });
    }
    await page.goto("/");
    const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
    // Behind a name may stand how much waits there.
    await expect(links).toHaveText(navigation[role].map((name) => new RegExp(`^${name}`)));
  });
}

/** A page as a browser gets it first, and as it gets it on the way from another. */
async function readAllSent(page: Page, address: string): Promise<string> {
  const answers = await Promise.all([
    page.request.get(address),
    page.request.get(address, { headers: { RSC: "1" } }),
  ]);
  const [markup, payload] = await Promise.all(answers.map((answer) => answer.text()));
  expect(payload).not.toContain("<html");
  return `${markup}\n${payload}`;
}

test("without a session every page leads to the sign-in page, and from there back", async ({
  request,
}) => {
  for (const { address, visitors } of pages.filter(({ route }) => route !== null)) {
    const answer = await request.get(address, { maxRedirects: 0 });
    const leadsTo = answer.headers().location?.replaceAll("%252C", "%2C") ?? null;
    const wayBack = address === "/" ? "" : `?callbackUrl=${encodeURIComponent(address)}`;
    expect(leadsTo, address).toBe(visitors === "anybody" ? null : `/sign-in${wayBack}`);
  }
});

test("on the way from page to page the window is never without a name", async ({ page }) => {
  await takeSession(page, demoAccount("manager"));
  await openPage(page, "/");
  const titles: string[] = [];
  await page.exposeFunction("noteTitle", (title: string) => titles.push(title));
  await page.evaluate(() => {
    const note = () => Reflect.get(window, "noteTitle")(document.title);
    new MutationObserver(note).observe(document.head, {
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
  expect(titles.filter((title) => !titled.test(title))).toEqual([]);
});

// A theme changes colours and no words, a language words and no colours: two looks try each rule on each of them.
const looks = [
  { language: "en", locale: "en-US", viewport: { width: 1280, height: 800 }, theme: "light" },
  { language: "de", locale: "de-AT", viewport: { width: 390, height: 844 }, theme: "dark" },
] as const;

for (const { language, locale, viewport, theme } of looks) {
  test.describe(`in ${language}, ${theme}, ${viewport.width} wide`, () => {
    test.use({
      locale,
      viewport,
      colorScheme: theme,
      contextOptions: { reducedMotion: "reduce" },
    });

    for (const row of pages) {
      test(`${row.name} is for everybody: by keyboard, to all rules of accessibility, with nothing that moves or overflows`, async ({
        page,
      }) => {
        const role = getVisitor(row);
        if (role !== null) {
          await takeSession(page, demoAccount(role));
        }
        await recordLayoutShifts(page);
        await openPage(page, row.address);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(
          getHeading(row, language, role),
        );
        await expect(page).toHaveTitle(titled);
        expect(await page.locator("html").getAttribute("lang")).toBe(language);
        await page.waitForLoadState("networkidle");
        expect(await readLayoutShifts(page), "moved while it was loading").toEqual([]);
        expect(await findKeyboardErrors(page)).toEqual([]);
        await openWhatIsClosed(page);
        expect(await findEnglishLeftovers(page)).toEqual([]);
        await checkFitsAPhone(page);
        expect((await new AxeBuilder({ page }).analyze()).violations, theme).toEqual([]);
      });
    }
  });
}

/** Tables behind charts, the reasons behind an entry, the account's menu. */
async function openWhatIsClosed(page: Page): Promise<void> {
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

async function checkFitsAPhone(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize(phone);
  // A chart takes its new size a moment later.
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
