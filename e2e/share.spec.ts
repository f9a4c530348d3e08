import type { Page } from "@playwright/test";
import { findAccessibilityViolations } from "./support/accessibility";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { type ForeignSite, startForeignSite } from "./support/foreign-site";
import { openPage } from "./support/open-page";
import { readEndpoint } from "./support/read-endpoint";
import { signInAs } from "./support/sign-in-as";

const employee = getDemoAccount("employee", "john_doe");

type Summary = { user_id: number; current_performance_score: number };
type Badges = { badges: { badge_name: string; is_active: boolean }[] };
type Shared = { readonly service: string; readonly summary: Summary };

let site: ForeignSite;
let body = "";

test.beforeAll(async ({ baseURL }) => {
  site = await startForeignSite(baseURL ?? "", () => body);
});

test.afterAll(async () => await site.stop());

const getSection = (page: Page) => page.getByRole("region", { name: "Share links", exact: true });

const getLink = (page: Page, name: string) =>
  getSection(page).getByRole("listitem").filter({ hasText: name });

const formatScore = ({ current_performance_score: score }: Summary) =>
  new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 }).format(score);

/** Signs in and opens the settings. */
async function openSettings(page: Page): Promise<Shared> {
  await signInAs(page, employee);
  await openPage(page, "/settings");
  const { origin } = new URL(page.url());
  const href = await page.getByRole("link", { name: "Download everything" }).getAttribute("href");
  const summary = await readEndpoint<Summary>(page, `/user/${/\d+/.exec(href ?? "")}/summary`);
  return { service: origin, summary };
}

/** @returns the snippet for another site. */
async function createLink(page: Page, name: string, shares: string): Promise<string> {
  const links = getSection(page);
  await links.getByLabel("Where will you use it?").fill(name);
  await links.getByLabel("What it shows").selectOption({ label: shares });
  await links.getByRole("button", { name: "Create share link" }).click();
  const snippet = await links.getByLabel(`For your page: “${name}”`).inputValue();
  await links.getByRole("button", { name: "Done" }).click();
  await expect(links.getByText(name, { exact: true })).toBeVisible();
  return snippet;
}

async function revokeLink(page: Page, name: string): Promise<void> {
  const links = getSection(page);
  await links.getByRole("button", { name: `Revoke “${name}”` }).click();
  await links.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(links.getByText("Revoked.")).toBeVisible();
}

/** Opens the other site in a browser without a session, and records the errors and warnings of its pages. */
async function openForeignPage(page: Page): Promise<{ foreign: Page; violations: string[] }> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("There is no browser.");
  const foreign = await (await browser.newContext({ locale: "en-US" })).newPage();
  const violations: string[] = [];
  foreign.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) violations.push(message.text());
  });
  foreign.on("pageerror", (error) => violations.push(String(error)));
  await foreign.goto(site.origin);
  return { foreign, violations };
}

const getWidget = (foreign: Page) => foreign.locator("performance-widget");
const getFrame = (foreign: Page) => foreign.frameLocator("performance-widget iframe");

test("a widget on another site shows its owner's score with its own size and style until the link is revoked", async ({
  page,
}) => {
  const { summary } = await openSettings(page);
  body = `<p class="own">Own</p><div class="wide">${await createLink(page, "homepage", "My widget")}</div>`;
  const { foreign, violations } = await openForeignPage(page);
  await expect(getWidget(foreign)).toHaveAttribute("state", "shown");
  const score = getFrame(foreign).locator(".performance-widget .score");
  await expect(score).toHaveText(formatScore(summary));
  await expect(getFrame(foreign).getByRole("heading", { name: "Performance Score" })).toBeVisible();
  await expect(getFrame(foreign).locator(".metrics")).toContainText(
    /On-Time: .*Skill Match: .*Difficulty: /,
  );
  expect(await getFrame(foreign).locator("body").textContent()).not.toContain("Doe");

  await expect(score).not.toHaveCSS("color", "rgb(255, 0, 0)");
  await expect(score).toHaveCSS("display", "block");
  await expect(foreign.getByText("Own")).toHaveCSS("font-size", "13px");
  const readSizes = async () =>
    await foreign.locator("performance-widget iframe").evaluate((frame) => {
      const { width, height } = frame.getBoundingClientRect();
      return { width, height };
    });
  const readContentHeight = async () => {
    const box = await getFrame(foreign).locator(".performance-widget").boundingBox();
    return Math.ceil(box?.height ?? 0);
  };
  await expect.poll(async () => (await readSizes()).height).toBe(await readContentHeight());
  expect((await readSizes()).width).toBe(620);
  const wide = await readSizes();
  await foreign.locator(".wide").evaluate((host) => host.setAttribute("class", "narrow"));
  await expect.poll(async () => (await readSizes()).width).toBe(190);
  await expect.poll(async () => (await readSizes()).height).toBeGreaterThan(wide.height);
  await expect.poll(async () => (await readSizes()).height).toBe(await readContentHeight());

  // The widget trusts only messages of its frame, not of other scripts on the page.
  await foreign.evaluate(() => window.postMessage({ type: "performance-widget", state: "gone" }));
  await expect(getWidget(foreign)).toHaveAttribute("state", "shown");

  await page.reload();
  await expect(getLink(page, "homepage").getByText(/last viewed/)).toBeVisible();
  await revokeLink(page, "homepage");
  await foreign.reload();
  await expect(getWidget(foreign)).toHaveAttribute("state", "gone");
  await expect(getFrame(foreign).getByText("This widget is no longer available.")).toBeVisible();
  await expect(score).toHaveCount(0);
  expect(violations).toEqual([]);
  await foreign.context().close();
});

test("a widget token opens the widget without being in a URL until its API token is revoked", async ({
  page,
}) => {
  const { service, summary } = await openSettings(page);
  const created = await page.request.post("/api/tokens", {
    headers: { origin: service },
    data: { name: "widget", scopes: ["self:read"], days: 1 },
  });
  const { token: apiToken, id } = await created.json();
  const response = await page.request.post(
    `/api/performance/user/${summary.user_id}/widget-tokens`,
    {
      headers: { authorization: `Bearer ${apiToken}` },
      data: { minutes: 5 },
    },
  );
  const { token } = await response.json();
  body = `<script src="${service}/widget.js" async></script><performance-widget user-id="${summary.user_id}" theme="dark"></performance-widget>`;
  const { foreign } = await openForeignPage(page);
  const urls: string[] = [];
  foreign.on("request", (request) => urls.push(request.url()));
  await expect(getWidget(foreign)).toHaveAttribute("state", "loading");
  const setToken = () =>
    getWidget(foreign).evaluate((element, value) => Reflect.set(element, "token", value), token);
  await setToken();
  await expect(getWidget(foreign)).toHaveAttribute("state", "shown");
  await expect(getFrame(foreign).locator(".score")).toHaveText(formatScore(summary));
  await expect(getFrame(foreign).locator("html")).toHaveAttribute("data-theme", "dark");
  expect(urls.length).toBeGreaterThan(0);
  expect(urls.filter((url) => url.includes(token))).toEqual([]);
  await page.request.delete(`/api/tokens/${id}`, { headers: { origin: service } });
  await foreign.reload();
  await expect(getWidget(foreign)).toHaveAttribute("state", "loading");
  await setToken();
  await expect(getWidget(foreign)).toHaveAttribute("state", "gone");
  await foreign.context().close();
});

test("a widget without a token shows an error, and accepts a token later", async ({ page }) => {
  const { service, summary } = await openSettings(page);
  body = `<script src="${service}/widget.js" async></script><performance-widget user-id="${summary.user_id}"></performance-widget>`;
  const { foreign } = await openForeignPage(page);
  await foreign.clock.install();
  await foreign.reload();
  await expect(getFrame(foreign).getByText("Loading the widget")).toBeAttached();
  await foreign.clock.fastForward(15_000);
  await expect(getWidget(foreign)).toHaveAttribute("state", "offline");
  await expect(foreign.getByText("cannot be reached")).toBeVisible();
  // An invalid token is enough to start a request.
  await getWidget(foreign).evaluate((element) => Reflect.set(element, "token", "ptw_nothing"));
  await expect(getWidget(foreign)).toHaveAttribute("state", "gone");
  await foreign.context().close();
});

test("a widget without a connection shows an error and loads after a retry", async ({ page }) => {
  const { service, summary } = await openSettings(page);
  body = `<script src="${service}/widget.js" async></script><performance-widget user-id="${summary.user_id}"></performance-widget>`;
  const { foreign } = await openForeignPage(page);
  await foreign.clock.install();
  await foreign.route("**/embed/**", (route) => route.abort());
  await foreign.reload();
  await expect(foreign.getByText("Loading the performance widget")).toBeVisible();
  await foreign.clock.fastForward(15_000);
  await expect(getWidget(foreign)).toHaveAttribute("state", "offline");
  await foreign.unroute("**/embed/**");
  await foreign.getByRole("button", { name: "Try again" }).click();
  await expect(foreign.getByText("cannot be reached")).toBeHidden();
  await expect(getFrame(foreign).getByText("Loading the widget")).toBeAttached();
  await foreign.context().close();
});

test("a badge on another site is an image until its link is revoked", async ({ page }) => {
  const { summary } = await openSettings(page);
  const { badges } = await readEndpoint<Badges>(page, `/user/${summary.user_id}/badges`);
  const active = badges.filter(({ is_active: isActive }) => isActive);
  expect(active.length).toBeGreaterThan(0);
  body = await createLink(page, "profile", "My badges");
  const { foreign, violations } = await openForeignPage(page);
  const pictures = foreign.getByRole("img");
  await expect(pictures).toHaveCount(active.length);
  const readWidth = () =>
    pictures
      .first()
      .evaluate((picture: HTMLImageElement) => picture.complete && picture.naturalWidth);
  await expect.poll(readWidth).toBe(240);
  expect(violations).toEqual([]);
  await revokeLink(page, "profile");
  await foreign.reload();
  await expect.poll(readWidth).toBe(0);
  await foreign.context().close();
});

test("the widget page allows framing, forbids caching and is accessible in both themes", async ({
  page,
}) => {
  const { summary } = await openSettings(page);
  const snippet = await createLink(page, "alone", "My widget");
  const link = /link="([^"]+)"/.exec(snippet)?.[1];
  const { foreign, violations } = await openForeignPage(page);
  for (const theme of ["light", "dark"] as const) {
    for (const lang of ["en", "de"]) {
      const query = new URLSearchParams({
        user_id: `${summary.user_id}`,
        link: `${link}`,
        theme,
        lang,
      });
      const response = await foreign.goto(`${new URL(page.url()).origin}/embed/widget?${query}`);
      const headers = response?.headers() ?? {};
      expect(headers["content-security-policy"]).toContain("frame-ancestors *");
      expect(headers["x-frame-options"]).toBeUndefined();
      expect(headers["cache-control"]).toContain("no-store");
      expect(headers["set-cookie"]).toBeUndefined();
      await expect(foreign.locator("html")).toHaveAttribute("lang", lang);
      await expect(foreign.locator(".score")).toBeVisible();
      expect(await findAccessibilityViolations(foreign)).toEqual([]);
    }
  }
  await expect(foreign.getByRole("navigation")).toHaveCount(0);
  expect(violations).toEqual([]);
  await foreign.context().close();
});
