import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { MeasuredPage } from "./measured-pages";
import { observePage, readLoadFigures, readUsageFigures } from "./page-observer";
import { recordRequests } from "./requests";

export type Screen = {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly isPhone: boolean;
};

/** Durations in milliseconds, sizes in kB of 1,000 bytes. */
export type Measurement = {
  /** From the request of the page to its last byte. */
  readonly response: number;
  /** The size of the page, uncompressed. */
  readonly page: number;
  /** The size of the page and its resources, compressed. */
  readonly transferred: number;
  /** The longest task between the load event and the idle page. */
  readonly blockedAfterLoad: number;
  /** The longest task while the controls are used. */
  readonly blockedInUse: number;
  /** The slowest interaction until its next paint; 0 if none took 16 ms. */
  readonly interaction: number;
  /** The slowest request to the API while the controls are used; null if there was none. */
  readonly request: { readonly path: string; readonly duration: number } | null;
  /** Entries of the longest list, table or selection at the end. */
  readonly longestList: number;
  /** Elements of the page at the end. */
  readonly elements: number;
};

type MeasureOptions = {
  readonly address: string;
  readonly session: string | null;
  readonly screen: Screen;
  /** The factor by which the browser's processor is slowed down. */
  readonly slowdown: number;
};

/** Opens a page with an empty cache, scrolls through it and uses its controls. */
export async function measure(
  browser: Browser,
  { address, session, screen, slowdown }: MeasureOptions,
  measuredPage: MeasuredPage,
): Promise<Measurement> {
  const context = await browser.newContext({
    baseURL: address,
    locale: "en-US",
    timezoneId: "UTC",
    viewport: { width: screen.width, height: screen.height },
    isMobile: screen.isPhone,
    hasTouch: screen.isPhone,
    ...(session !== null && { extraHTTPHeaders: { Cookie: session } }),
  });
  try {
    return await measureUsage(context, measuredPage, slowdown);
  } finally {
    await context.close();
  }
}

async function measureUsage(
  context: BrowserContext,
  measuredPage: MeasuredPage,
  slowdown: number,
): Promise<Measurement> {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000 * slowdown);
  await page.addInitScript(observePage);
  await slowDown(page, slowdown);
  const requests = recordRequests(page);
  const response = await page.goto(measuredPage.path);
  if (!response?.ok())
    throw new Error(`${measuredPage.path} responded with ${response?.status()}.`);
  await requests.settle();
  const opened = await page.evaluate(readLoadFigures);
  await scrollThrough(page);
  await measuredPage.use({ page, settle: requests.settle });
  const { at, ...figures } = opened;
  return {
    ...figures,
    ...(await page.evaluate(readUsageFigures, at)),
    request: requests.slowest(),
  };
}

async function slowDown(page: Page, rate: number): Promise<void> {
  if (rate === 1) return;
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

const scrollStep = 600;

async function scrollThrough(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top < height; top += scrollStep) {
    await page.evaluate(
      (by) =>
        new Promise((resolve) => {
          window.scrollBy(0, by);
          requestAnimationFrame(resolve);
        }),
      scrollStep,
    );
  }
}
